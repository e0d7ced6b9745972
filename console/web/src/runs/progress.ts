import type { Run, TableRun } from "../api/types";
import { isSettled, loadedRows } from "./state";

/** How far a run is, at one instant. */
export interface Sample {
  at: number;
  rowsRead: number;
  bytesRead: number;
  rowsLoaded: number;
  bytesLoaded: number;
  /** Read, and not loaded yet by every target. */
  rowsWaiting: number;
}

export interface Progress extends Sample {
  /** Rows that all targets will have been given; null where the source knows no number of some table. */
  rowsExpected: number | null;
  settled: number;
  tables: number;
}

export function progressOf(run: Run, tables: Iterable<TableRun>, at: number): Progress {
  let [rowsRead, bytesRead, rowsLoaded, bytesLoaded, rowsWaiting, expected, settled, count] = [0, 0, 0, 0, 0, 0, 0, 0];
  let unknown = false;
  for (const table of tables) {
    count++;
    rowsRead += table.rowsRead;
    bytesRead += table.bytesRead;
    const loaded = loadedRows(table.loads);
    rowsLoaded += loaded;
    bytesLoaded += table.loads.reduce((sum, load) => sum + load.bytes, 0);
    if (isSettled(table.state)) {
      settled++;
      expected += loaded;
      continue;
    }
    const open = table.loads.filter((load) => !["FAILED", "DROPPED"].includes(load.state));
    rowsWaiting += open.reduce((sum, load) => sum + Math.max(0, table.rowsRead - load.rows), 0);
    const all = Math.max(table.estimatedRows, table.rowsRead);
    if (table.estimatedRows < 0 || table.extraction === "incremental") {
      unknown = true;
    } else {
      expected += all * open.length;
    }
  }
  return {
    at,
    rowsRead,
    bytesRead,
    // Of thousands of tables only a part may be here yet.
    rowsLoaded: Math.max(rowsLoaded, run.rows),
    bytesLoaded: Math.max(bytesLoaded, run.bytes),
    rowsWaiting,
    rowsExpected: unknown || count < run.tables ? null : expected,
    settled: Math.max(settled, run.settled),
    tables: run.tables,
  };
}

const WINDOW_MILLIS = 20_000;
const SHORTEST_MILLIS = 1_500;

/** What passed in the last seconds. */
export class Meter {
  private samples: Sample[] = [];

  add(sample: Sample): void {
    const last = this.samples.at(-1);
    // A table that is tried again begins anew; what was counted before it does not.
    if (last && (sample.rowsLoaded < last.rowsLoaded || sample.rowsRead < last.rowsRead)) {
      this.samples = [];
    }
    this.samples.push(sample);
    while (this.samples.length > 2 && this.samples[1]!.at < sample.at - WINDOW_MILLIS) {
      this.samples.shift();
    }
  }

  /** Null as long as too little was seen. */
  perSecond(of: "rowsRead" | "rowsLoaded" | "bytesLoaded"): number | null {
    const [first, last] = [this.samples[0], this.samples.at(-1)];
    if (!first || !last || last.at - first.at < SHORTEST_MILLIS) {
      return null;
    }
    return ((last[of] - first[of]) * 1_000) / (last.at - first.at);
  }
}

/** In milliseconds; null where nobody can know. */
export function timeLeft(progress: Progress, rowsPerSecond: number | null): number | null {
  if (progress.rowsExpected === null || rowsPerSecond === null || rowsPerSecond <= 0) {
    return null;
  }
  const left = progress.rowsExpected - progress.rowsLoaded;
  // What is done after the last row (proofs, swaps of tables) has no rows.
  return left > 0 ? (left * 1_000) / rowsPerSecond : null;
}

export interface Point {
  at: number;
  read: number;
  loaded: number;
  waiting: number;
}

/** Rates between neighbouring samples, for a curve. */
export function curveOf(samples: Sample[]): Point[] {
  return samples.slice(1).flatMap((sample, i) => {
    const before = samples[i]!;
    const seconds = (sample.at - before.at) / 1_000;
    return seconds > 0
      ? [
          {
            at: sample.at,
            read: Math.max(0, sample.rowsRead - before.rowsRead) / seconds,
            loaded: Math.max(0, sample.rowsLoaded - before.rowsLoaded) / seconds,
            waiting: sample.rowsWaiting,
          },
        ]
      : [];
  });
}
