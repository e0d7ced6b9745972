import { expect, it } from "vitest";

import { textOf } from "./log";

it("a line of a log has what it is about before its words", () => {
  const line = { number: 7, at: "2026-11-29T20:58:49.584Z", level: "WARN" as const, service: "loader", table: { schema: "shop", table: "orders" }, attempt: 2, text: "Waits for a lock\nof orders" };
  expect(textOf(line)).toEqual(["2026-11-29T20:58:49.584 WARN  loader    shop.orders #2  Waits for a lock", "    of orders"]);
  expect(textOf({ ...line, level: "INFO", table: null, attempt: null, text: "Began" })).toEqual(["2026-11-29T20:58:49.584 INFO  loader     Began"]);
});
