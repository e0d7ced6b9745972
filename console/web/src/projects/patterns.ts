import type { Draft } from "./draft";
import type { CatalogTable, TableName } from "./types";

/** All tables of a schema, as a rule of a selection. */
export function wholeSchema(schema: string): string {
  return `${quoted(schema)}.*`;
}

/** One table, as a rule of a selection. */
export function oneTable({ schema, table }: TableName): string {
  return `${quoted(schema)}.${quoted(table)}`;
}

function quoted(name: string): string {
  return name.replace(/[.*\\!]/g, "\\$&");
}

/** The tables that rules choose now: views are chosen by their names only. */
export function chosenByPattern(rules: readonly string[], tables: readonly CatalogTable[]): CatalogTable[] {
  if (rules.length === 0) {
    return [];
  }
  const takes = chooser(rules);
  return tables.filter((table) => (table.kind === "table" || table.kind === "partitioned table") && takes(table));
}

/** Whether rules choose a table, as the service has it: the most specific one that matches holds. */
export function chooser(rules: readonly string[]): (table: TableName) => boolean {
  const bare = (rule: string) => (rule.startsWith("!") ? rule.slice(1) : rule);
  const find = mostSpecific(rules, bare);
  return (table) => find(table)?.startsWith("!") === false;
}

/** The policy of a pattern that a table would have by its name; whether it has the columns that this names is not asked. */
export function policyByPattern(policies: Draft["patternPolicies"]): (table: TableName) => Draft["patternPolicies"][number] | undefined {
  return mostSpecific(policies, ({ pattern }) => pattern ?? "");
}

interface Pattern {
  matches: (table: TableName) => boolean;
  /** The more specific one has the greater numbers, the first ones first: of the table, whether it is exact and of how many characters; of the schema alike. */
  weight: readonly number[];
}

function mostSpecific<T>(all: readonly T[], patternOf: (one: T) => string): (table: TableName) => T | undefined {
  const ranked = all
    .flatMap((one) => {
      const pattern = parsed(patternOf(one));
      return pattern ? [{ one, ...pattern }] : [];
    })
    .sort((a, b) => b.weight.map((weight, i) => weight - a.weight[i]!).find((difference) => difference !== 0) ?? 0);
  return (table) => ranked.find(({ matches }) => matches(table))?.one;
}

function parsed(pattern: string): Pattern | undefined {
  const names = parts(pattern);
  const [schema, table] = names;
  if (names.length !== 2 || !schema || !table) {
    return undefined;
  }
  const one = expression(schema);
  const other = expression(table);
  return { matches: (name) => one.test(name.schema) && other.test(name.table), weight: [...weightOf(table), ...weightOf(schema)] };
}

function weightOf(characters: readonly string[]): [number, number] {
  return [Number(!characters.includes("*")), characters.filter((character) => character !== "*").length];
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
