import type { Run, TableRun } from "../api/types";

export type Phase = "queued" | "inspected" | "read" | "load" | "proof" | "swap" | "failed";

/** A part of a table's time, for a bar of which the run is the whole. */
export interface Span {
  phase: Phase;
  from: number;
  to: number;
  attempt: number;
}

/** When the steps of an attempt were done, as newer services tell it. */
interface Attempt {
  attempt: number;
  began: string;
  inspected: string | null;
  queued: string | null;
  started: string | null;
  read: string | null;
  loads: Record<string, { queued: string | null; loaded: string | null; proven: string | null; swapped: string | null; ended: string | null }>;
}

const FIRST = 1;

/** When a table waited, was read, loaded, proven and swapped in; attempts that failed end where the next one begins. */
export function spansOf(run: Run, table: TableRun, now: number): Span[] {
  const began = time(run.beganAt);
  if (began === null) {
    return [];
  }
  const end = time(table.finishedAt) ?? time(run.finishedAt) ?? now;
  const attempts = (table as { attempts?: Attempt[] }).attempts;
  return attempts && attempts.length > 0 ? ofAttempts(began, end, attempts, failed(table)) : ofTimes(began, end, table);
}

function failed(table: TableRun): boolean {
  return table.failure !== null || table.loads.some((load) => load.failure);
}

function ofAttempts(began: number, end: number, attempts: Attempt[], inVain: boolean): Span[] {
  const spans: Span[] = [];
  let from = began;
  const until = (phase: Phase, to: number | null, attempt: number) => {
    if (to !== null && to > from) {
      spans.push({ phase, from, to: Math.min(to, end), attempt });
      from = Math.min(to, end);
    }
  };
  attempts.forEach((one, i) => {
    const next = attempts[i + 1];
    const over = next ? Date.parse(next.began) : end;
    const loads = Object.values(one.loads);
    const last = (of: "queued" | "loaded" | "proven" | "swapped") => latest(loads.map((load) => load[of]));
    if (next || inVain) {
      until("queued", Date.parse(one.began), one.attempt);
      until("failed", over, one.attempt);
      return;
    }
    until("inspected", time(one.inspected), one.attempt);
    until("queued", time(one.started) ?? (one.read ? null : latest([one.queued])), one.attempt);
    // Loading goes on beside reading; what is seen is what was reached last.
    until("read", time(one.read), one.attempt);
    until("load", last("loaded"), one.attempt);
    until("proof", last("proven"), one.attempt);
    until("swap", last("swapped"), one.attempt);
    until(one.started === null ? "queued" : one.read === null ? "read" : last("loaded") === null ? "load" : "swap", over, one.attempt);
  });
  return spans;
}

/** Of services that tell when a table and its loads began and ended, and no more. */
function ofTimes(began: number, end: number, table: TableRun): Span[] {
  const started = time(table.startedAt);
  if (started === null) {
    return end > began ? [{ phase: "queued", from: began, to: end, attempt: FIRST }] : [];
  }
  const spans: Span[] = [];
  if (started > began) {
    spans.push({ phase: "queued", from: began, to: started, attempt: FIRST });
  }
  const failures = table.loads
    .flatMap((load) => load.failedAttempts)
    .map(({ attempt, endedAt }) => ({ attempt, at: Date.parse(endedAt) }))
    .sort((one, other) => one.at - other.at);
  let from = started;
  for (const { attempt, at } of failures) {
    if (at > from) {
      spans.push({ phase: "failed", from, to: at, attempt });
      from = at;
    }
  }
  const loading = table.loads.map((load) => time(load.startedAt)).filter((at): at is number => at !== null && at >= from);
  const firstLoad = loading.length > 0 ? Math.min(...loading) : end;
  if (firstLoad > from) {
    spans.push({ phase: "read", from, to: Math.min(firstLoad, end), attempt: table.attempt });
  }
  if (end > Math.max(firstLoad, from)) {
    spans.push({ phase: failed(table) ? "failed" : "load", from: Math.max(firstLoad, from), to: end, attempt: table.attempt });
  }
  return spans;
}

function time(value: string | null | undefined): number | null {
  return value ? Date.parse(value) : null;
}

/** The last of them, once all are known. */
function latest(values: (string | null)[]): number | null {
  return values.length > 0 && values.every((value) => value !== null) ? Math.max(...values.map((value) => Date.parse(value))) : null;
}
