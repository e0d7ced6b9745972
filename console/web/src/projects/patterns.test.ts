import { expect, test } from "vitest";

import { chooser, wholeSchema } from "./patterns";

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
