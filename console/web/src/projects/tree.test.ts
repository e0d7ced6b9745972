import { expect, it } from "vitest";

import { keyOf } from "./draft";
import { bySchema, fits, howMany, linesOf, wordsOf } from "./tree";

const TABLES = [
  { schema: "b", table: "2" },
  { schema: "a", table: "9" },
  { schema: "b", table: "1" },
];

it("a tree has schemas and their tables in order, and hides those of closed ones", () => {
  const lines = (closed: string[]) => linesOf(bySchema(TABLES), new Set(closed)).map((line) => (line.kind === "schema" ? line.schema : `${line.table.schema}.${line.table.table}`));
  expect(lines([])).toEqual(["a", "a.9", "b", "b.1", "b.2"]);
  expect(lines(["b"])).toEqual(["a", "a.9", "b"]);
});

it("all words must be in schema and table together", () => {
  expect(fits({ schema: "Sales", table: "Orders" }, wordsOf("  sal  ORD"))).toBe(true);
  expect(fits({ schema: "sales", table: "orders" }, wordsOf("sales.ord"))).toBe(true);
  expect(fits({ schema: "sales", table: "orders" }, wordsOf("sales x"))).toBe(false);
});

it("of a schema all, some or none are chosen", () => {
  expect(howMany(TABLES, new Set())).toBe("none");
  expect(howMany(TABLES, new Set([keyOf(TABLES[0]!)]))).toBe("some");
  expect(howMany(TABLES, new Set(TABLES.map(keyOf)))).toBe("all");
});
