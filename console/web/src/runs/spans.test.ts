import { describe, expect, it } from "vitest";

import type { Run, TableRun } from "../api/types";
import { spansOf } from "./spans";

const at = (second: number) => new Date(second * 1_000).toISOString();
const RUN = { beganAt: at(10), finishedAt: null } as unknown as Run;

function table(changes: object): TableRun {
  return { attempt: 1, startedAt: at(20), finishedAt: null, failure: null, loads: [], ...changes } as unknown as TableRun;
}

const phases = (one: TableRun, now = 100) => spansOf(RUN, one, now * 1_000).map(({ phase, from, to }) => [phase, from / 1_000, to / 1_000]);

describe("the spans of a table", () => {
  it("are none before the run begins", () => expect(spansOf({ beganAt: null } as unknown as Run, table({}), 0)).toEqual([]));

  it("begin in the queue", () => expect(phases(table({ startedAt: null }))).toEqual([["queued", 10, 100]]));

  it("go on from reading to loading", () => {
    expect(phases(table({ loads: [{ startedAt: at(30), failedAttempts: [] }] }))).toEqual([
      ["queued", 10, 20],
      ["read", 20, 30],
      ["load", 30, 100],
    ]);
  });

  it("show what failed before", () => {
    const tried = table({
      attempt: 2,
      finishedAt: at(90),
      loads: [{ startedAt: at(60), failedAttempts: [{ attempt: 1, endedAt: at(50) }] }],
    });
    expect(phases(tried)).toEqual([
      ["queued", 10, 20],
      ["failed", 20, 50],
      ["read", 50, 60],
      ["load", 60, 90],
    ]);
  });

  it("have each step where the services tell it", () => {
    const attempts = [
      { attempt: 1, began: at(12), inspected: null, queued: at(12), started: at(15), read: null, loads: {} },
      {
        attempt: 2, began: at(30), inspected: null, queued: at(30), started: at(35), read: at(50),
        loads: { 7: { queued: at(35), loaded: at(60), proven: at(65), swapped: at(66), ended: at(66) }, 8: { queued: at(36), loaded: at(55), proven: at(58), swapped: at(59), ended: at(59) } },
      },
    ];
    expect(phases(table({ finishedAt: at(66), attempts }))).toEqual([
      ["queued", 10, 12],
      ["failed", 12, 30],
      ["queued", 30, 35],
      ["read", 35, 50],
      ["load", 50, 60],
      ["proof", 60, 65],
      ["swap", 65, 66],
    ]);
  });

  it("go on to the present while a step lasts", () => {
    const loads = { 7: { queued: at(35), loaded: null, proven: null, swapped: null, ended: null } };
    const attempts = [{ attempt: 1, began: at(12), inspected: null, queued: at(12), started: at(15), read: at(40), loads }];
    expect(phases(table({ attempts }), 70)).toEqual([
      ["queued", 10, 15],
      ["read", 15, 40],
      ["load", 40, 70],
    ]);
  });

  it("end in red where it failed", () => {
    const failed = table({ finishedAt: at(40), loads: [{ startedAt: at(30), failure: { code: "LOCKED" }, failedAttempts: [] }] });
    expect(phases(failed).at(-1)).toEqual(["failed", 30, 40]);
  });
});
