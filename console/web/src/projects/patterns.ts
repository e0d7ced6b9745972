import type { Draft } from "./draft";
import type { CatalogTable, TableName } from "./types";

/** All tables of a schema, as a rule of a selection. */
export function wholeSchema(schema: string): string {
  return `${schema.replace(/[.*\\!]/g, "\\$&")}.*`;
}

/** The tables that its patterns choose now: views are chosen by their names only. */
export function chosenByPattern(draft: Draft, tables: readonly CatalogTable[]): CatalogTable[] {
  if (draft.selection.length === 0) {
    return [];
  }
  const takes = chooser(draft.selection);
  return tables.filter((table) => (table.kind === "table" || table.kind === "partitioned table") && takes(table));
}

interface Rule {
  leavesOut: boolean;
  matches: (table: TableName) => boolean;
  exact: boolean;
  characters: number;
}

/** Whether rules choose a table, as the service has it: the most specific one that matches holds. */
export function chooser(patterns: readonly string[]): (table: TableName) => boolean {
  const rules = patterns.flatMap(ruleOf).sort((one, other) => Number(other.exact) - Number(one.exact) || other.characters - one.characters);
  return (table) => {
    const rule = rules.find((one) => one.matches(table));
    return rule !== undefined && !rule.leavesOut;
  };
}

function ruleOf(pattern: string): Rule[] {
  const leavesOut = pattern.startsWith("!");
  const names = parts(leavesOut ? pattern.slice(1) : pattern);
  const [schema, table] = names;
  if (names.length !== 2 || !schema || !table) {
    return [];
  }
  const one = expression(schema);
  const other = expression(table);
  return [
    {
      leavesOut,
      matches: (name) => one.test(name.schema) && other.test(name.table),
      exact: !table.includes("*"),
      characters: table.filter((character) => character !== "*").length,
    },
  ];
}

/** Its characters, of which a quoted one has its backslash, by the dots between them. */
function parts(pattern: string): string[][] {
  const found: string[][] = [[]];
  for (const character of pattern.match(/\\.|[^\\]/gsu) ?? []) {
    if (character === ".") {
      found.push([]);
    } else {
      found.at(-1)?.push(character);
    }
  }
  return found;
}

function expression(characters: readonly string[]): RegExp {
  const source = characters.map((character) => (character === "*" ? ".*" : plain(character).replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&"))).join("");
  return new RegExp(`^${source}$`, "su");
}

function plain(character: string): string {
  return character.startsWith("\\") ? character.slice(1) : character;
}
