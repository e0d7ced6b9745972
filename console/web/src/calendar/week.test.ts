import { describe, expect, it } from "vitest";

import type { CalendarItem } from "../api/types";
import { byDay, dayOf, fatesOf, weekOf, weeksFrom, wordOf } from "./week";

const item = (dueAt: string, outcome: string | null = null, runState: string | null = null) => ({ dueAt, outcome, runState, runId: null, reason: null }) as unknown as CalendarItem;

describe("a week", () => {
  it("begins on Monday, also seen from a Sunday", () => {
    expect(weekOf(new Date(2026, 2, 29)).map(wordOf)).toEqual(["2026-03-23", "2026-03-24", "2026-03-25", "2026-03-26", "2026-03-27", "2026-03-28", "2026-03-29", "2026-03-30"]);
  });

  it("is followed by another over the end of a year", () => expect(wordOf(weeksFrom(new Date(2026, 11, 30), 1))).toBe("2027-01-06"));

  it("is named by an address", () => {
    expect(wordOf(dayOf("2026-03-29", new Date(2026, 0, 1)))).toBe("2026-03-29");
    expect(wordOf(dayOf("soon", new Date(2026, 0, 1)))).toBe("2026-01-01");
  });

  it("has each time on its day", () => {
    const week = weekOf(new Date(2026, 2, 25));
    const days = byDay([item(new Date(2026, 2, 23).toISOString()), item(new Date(2026, 2, 23, 23, 59).toISOString()), item(new Date(2026, 2, 29, 12).toISOString()), item(new Date(2026, 2, 30).toISOString())], week);
    expect(days.map(({ length }) => length)).toEqual([2, 0, 0, 0, 0, 0, 1]);
  });
});

describe("fates", () => {
  it("are counted, the worst first", () => {
    const items = [item("2026-03-29T01:00:00Z"), item("", "RUN", "SUCCEEDED"), item("", "JOINED", "SUCCEEDED"), item("", "RUN", "FAILED"), item("", "SKIPPED"), item("", "RUN", "RUNNING"), item("", "RUN")];
    expect(fatesOf(items)).toEqual([
      { fate: "failed", times: 1 },
      { fate: "missed", times: 1 },
      { fate: "going", times: 1 },
      { fate: "succeeded", times: 2 },
      { fate: "over", times: 1 },
      { fate: "due", times: 1 },
    ]);
  });
});
