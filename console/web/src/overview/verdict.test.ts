import { describe, expect, it } from "vitest";

import type { Overview } from "../api/types";
import { verdictOf } from "./verdict";

const WORKERS = ["EXTRACTOR", "LOADER"].map((kind) => ({ kind, workers: 1, slots: 4, busy: 0, queued: 0 }));

function overview(different: object): Overview {
  return { attention: [], workers: WORKERS, stale: { tables: 0, oldest: [], olderThan: "P1D" }, runningInAll: 2, ...different } as unknown as Overview;
}

describe("the verdict", () => {
  it("nothing wrong is said as such", () => {
    expect(verdictOf(overview({}))).toEqual({ kind: "well", running: 2 });
  });

  it("projects that fail come before all else", () => {
    expect(verdictOf(overview({ attention: [{}, {}], workers: [] }))).toEqual({ kind: "failing", projects: 2, andMore: false });
  });

  it("a kind of worker that is missing comes before stale tables", () => {
    expect(verdictOf(overview({ workers: WORKERS.slice(0, 1), stale: { tables: 3 } }))).toEqual({ kind: "no-worker", workers: "LOADER" });
  });

  it("stale tables are said", () => {
    expect(verdictOf(overview({ stale: { tables: 3 } }))).toEqual({ kind: "stale", tables: 3 });
  });
});
