import { describe, expect, it } from "vitest";

import type { Run, TableRun } from "../api/types";
import { curveOf, Meter, progressOf, type Sample, timeLeft } from "./progress";

const RUN = { rows: 0, bytes: 0, tables: 2, settled: 0 } as Run;

function table(changes: object): TableRun {
  return { state: "LOADING", extraction: "full", rowsRead: 100, bytesRead: 1_000, estimatedRows: 200, loads: [load({})], ...changes } as unknown as TableRun;
}

function load(changes: object) {
  return { state: "GIVEN", rows: 60, bytes: 600, failure: null, ...changes };
}

function sample(at: number, rowsLoaded: number): Sample {
  return { at, rowsRead: rowsLoaded, bytesRead: 0, rowsLoaded, bytesLoaded: 0, rowsWaiting: 0 };
}

describe("progress", () => {
  it("sums tables and targets", () => {
    const progress = progressOf(RUN, [table({}), table({ loads: [load({}), load({ rows: 100 })] })], 1);
    expect(progress).toMatchObject({ rowsRead: 200, rowsLoaded: 220, rowsWaiting: 80, rowsExpected: 600 });
  });

  it("expects of a finished table what it has, whatever its estimate was", () => {
    expect(progressOf(RUN, [table({ state: "LOADED", loads: [load({ state: "LOADED", rows: 100 })] }), table({})], 1).rowsExpected).toBe(300);
  });

  it("does not know an end where a table has no estimate, is incremental, or is not here yet", () => {
    expect(progressOf(RUN, [table({}), table({ estimatedRows: -1 })], 1).rowsExpected).toBeNull();
    expect(progressOf(RUN, [table({}), table({ extraction: "incremental" })], 1).rowsExpected).toBeNull();
    expect(progressOf(RUN, [table({})], 1).rowsExpected).toBeNull();
  });

  it("waits for nothing at a target that has failed", () => {
    expect(progressOf(RUN, [table({ loads: [load({ state: "FAILED" })] })], 1).rowsWaiting).toBe(0);
  });
});

describe("a meter", () => {
  it("says nothing before it has seen enough", () => {
    const meter = new Meter();
    meter.add(sample(0, 0));
    meter.add(sample(500, 1_000));
    expect(meter.perSecond("rowsLoaded")).toBeNull();
    meter.add(sample(2_000, 4_000));
    expect(meter.perSecond("rowsLoaded")).toBe(2_000);
  });

  it("forgets what is long ago", () => {
    const meter = new Meter();
    for (let second = 0; second <= 60; second++) {
      meter.add(sample(second * 1_000, second < 30 ? second * 1_000 : 30_000 + (second - 30) * 10));
    }
    expect(meter.perSecond("rowsLoaded")).toBeCloseTo(10);
  });

  it("begins anew when a table does", () => {
    const meter = new Meter();
    meter.add(sample(0, 5_000));
    meter.add(sample(10_000, 1_000));
    expect(meter.perSecond("rowsLoaded")).toBeNull();
  });
});

describe("the time left", () => {
  const progress = { ...sample(0, 500), rowsExpected: 1_500, settled: 0, tables: 1 };

  it("is what is left by the present rate", () => expect(timeLeft(progress, 100)).toBe(10_000));

  it("is unknown without a rate or an end", () => {
    expect(timeLeft(progress, 0)).toBeNull();
    expect(timeLeft(progress, null)).toBeNull();
    expect(timeLeft({ ...progress, rowsExpected: null }, 100)).toBeNull();
  });
});

it("a curve has the rate between two samples", () => {
  expect(curveOf([sample(0, 0), sample(5_000, 1_000), sample(5_000, 1_000), sample(10_000, 500)]).map(({ loaded }) => loaded)).toEqual([200, 0]);
});
