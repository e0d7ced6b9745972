import { keyOf } from "./draft";
import type { TableName } from "./types";

/** A line of a tree of schemas and tables. */
export type Line<T extends TableName> = { kind: "schema"; schema: string; tables: readonly T[]; open: boolean } | { kind: "table"; table: T };

export function lineKey<T extends TableName>(line: Line<T>): string {
  return line.kind === "schema" ? line.schema : keyOf(line.table);
}

// The line of a table is the same one each time: what is shown of it already need not be made anew.
const LINES = new WeakMap<TableName, Line<TableName>>();

function lineOf<T extends TableName>(table: T): Line<T> {
  const known = LINES.get(table);
  if (known) {
    return known as Line<T>;
  }
  const line: Line<T> = { kind: "table", table };
  LINES.set(table, line as Line<TableName>);
  return line;
}

/** Tables of each schema, both in the order of their names. */
export function bySchema<T extends TableName>(tables: readonly T[]): Map<string, T[]> {
  const schemas = new Map<string, T[]>();
  for (const table of tables) {
    const known = schemas.get(table.schema);
    if (known) {
      known.push(table);
    } else {
      schemas.set(table.schema, [table]);
    }
  }
  const inOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return new Map(
    [...schemas].sort(([a], [b]) => inOrder(a, b)).map(([schema, some]): [string, T[]] => [schema, some.sort((a, b) => inOrder(a.table, b.table))]),
  );
}

/** All words, in schema and name together. */
export function fits({ schema, table }: TableName, words: readonly string[]): boolean {
  if (words.length === 0) {
    return true;
  }
  const text = `${schema}.${table}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

export function wordsOf(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}

/** @param closed schemas whose tables are not shown */
export function linesOf<T extends TableName>(schemas: ReadonlyMap<string, readonly T[]>, closed: ReadonlySet<string>): Line<T>[] {
  return [...schemas].flatMap(([schema, tables]): Line<T>[] => {
    const open = !closed.has(schema);
    const line: Line<T> = { kind: "schema", schema, tables, open };
    return open ? [line, ...tables.map(lineOf)] : [line];
  });
}

/** All, some or none of them. */
export function howMany(tables: readonly TableName[], chosen: ReadonlySet<string>): "all" | "some" | "none" {
  let number = 0;
  for (const table of tables) {
    if (chosen.has(keyOf(table))) {
      number++;
    }
  }
  return number === 0 ? "none" : number === tables.length ? "all" : "some";
}
