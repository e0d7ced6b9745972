/** What has been loaded by then. */
export interface Reading {
  at: number;
  rows: Map<string, number>;
}

/** Rows per second of each run between two readings; nothing for a run that only one of them has. */
export function ratesBetween(before: Reading | undefined, now: Reading): Map<string, number> {
  const rates = new Map<string, number>();
  if (!before || now.at <= before.at) {
    return rates;
  }
  const seconds = (now.at - before.at) / 1_000;
  for (const [run, rows] of now.rows) {
    const earlier = before.rows.get(run);
    if (earlier !== undefined) {
      rates.set(run, Math.max(0, rows - earlier) / seconds);
    }
  }
  return rates;
}
