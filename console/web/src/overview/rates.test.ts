import { describe, expect, it } from "vitest";

import { ratesBetween } from "./rates";

const reading = (at: number, rows: Record<string, number>) => ({ at, rows: new Map(Object.entries(rows)) });

describe("rates", () => {
  it("a rate is what came between two readings", () => {
    expect(ratesBetween(reading(1_000, { a: 100, b: 5 }), reading(3_000, { a: 300, c: 7 }))).toEqual(new Map([["a", 100]]));
  });

  it("the first reading, and one that came back too early, say nothing", () => {
    expect(ratesBetween(undefined, reading(1_000, { a: 100 })).size).toBe(0);
    expect(ratesBetween(reading(1_000, { a: 100 }), reading(1_000, { a: 200 })).size).toBe(0);
  });

  it("what a retry takes back is no negative rate", () => {
    expect(ratesBetween(reading(0, { a: 100 }), reading(1_000, { a: 0 })).get("a")).toBe(0);
  });
});
