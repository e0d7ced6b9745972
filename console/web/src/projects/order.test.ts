import { expect, it } from "vitest";

import { moved } from "./order";

it("what is moved stands at its new place, and all others keep their order", () => {
  expect(moved(["year", "month", "day"], 0, 2)).toEqual(["month", "day", "year"]);
  expect(moved(["year", "month", "day"], 2, 0)).toEqual(["day", "year", "month"]);
  expect(moved(["year", "month", "day"], 1, 1)).toEqual(["year", "month", "day"]);
});
