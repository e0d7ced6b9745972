import { expect, test } from "vitest";

import { chooser, oneTable, policyByPattern, wholeSchema } from "./patterns";

const shop = (table: string) => ({ schema: "shop", table });

test("the most specific rule holds, in whatever order", () => {
  for (const rules of [["shop.*", "!shop.tmp_*", "shop.tmp_keep"], ["shop.tmp_keep", "!shop.tmp_*", "shop.*"]]) {
    const takes = chooser(rules);
    expect(["orders", "tmp_a", "tmp_keep"].filter((table) => takes(shop(table)))).toEqual(["orders", "tmp_keep"]);
    expect(takes({ schema: "Shop", table: "orders" })).toBe(false);
  }
});

test("a whole schema is a pattern, whatever its name", () => {
  const odd = "a.b*\\!c";
  expect(chooser([wholeSchema(odd)])({ schema: odd, table: "t.(x)" })).toBe(true);
  expect(chooser([wholeSchema(odd)])({ schema: "a.bb\\!c", table: "t" })).toBe(false);
});

test("what is no rule chooses nothing", () => {
  expect(chooser(["", "shop", "a.b.c", "shop."])(shop("orders"))).toBe(false);
});

test("of policies, too, the most specific one holds: the table's part decides first, then the schema's", () => {
  const patterns = ["*.*", "shop.*", "*.order*", "shop.order*", "*.orders"];
  const find = policyByPattern(patterns.map((pattern) => ({ pattern })) as never);
  const found = (schema: string, table: string) => find({ schema, table })?.pattern;
  expect(found("shop", "orders")).toBe("*.orders");
  expect(found("shop", "order_lines")).toBe("shop.order*");
  expect(found("crm", "order_lines")).toBe("*.order*");
  expect(found("shop", "customers")).toBe("shop.*");
  expect(found("crm", "customers")).toBe("*.*");
});

test("one table is a pattern that matches it alone, whatever its name", () => {
  const odd = { schema: "a.b", table: "t*!x" };
  expect(chooser([oneTable(odd)])(odd)).toBe(true);
  expect(chooser([oneTable(odd)])({ schema: "a.b", table: "tt!x" })).toBe(false);
});
