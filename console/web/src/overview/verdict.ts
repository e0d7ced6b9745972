import type { Overview } from "../api/types";

/** The one thing to know first: the worst that there is. */
export type Verdict =
  | { kind: "failing"; projects: number; andMore: boolean }
  | { kind: "no-worker"; workers: string }
  | { kind: "stale"; tables: number }
  | { kind: "well"; running: number };

/** Kinds of workers without which nothing goes on. */
const NEEDED = ["EXTRACTOR", "LOADER"];

/** As many projects as are told of at most. */
const SHOWN = 20;

export function verdictOf(overview: Overview): Verdict {
  if (overview.attention.length > 0) {
    return { kind: "failing", projects: overview.attention.length, andMore: overview.attention.length >= SHOWN };
  }
  const missing = NEEDED.find((kind) => !overview.workers.some((one) => one.kind === kind && one.workers > 0));
  if (missing) {
    return { kind: "no-worker", workers: missing };
  }
  if (overview.stale.tables > 0) {
    return { kind: "stale", tables: overview.stale.tables };
  }
  return { kind: "well", running: overview.runningInAll };
}
