import { useTranslation } from "react-i18next";

import type { Run, TableRun } from "../api/types";
import { duration } from "../texts/format";
import { spansOf } from "./spans";

/** The time of a table within that of its run. */
export function SpanBar({ run, table, now }: { run: Run; table: TableRun; now: number }) {
  const { t } = useTranslation();
  const spans = spansOf(run, table, now);
  if (!run.beganAt || spans.length === 0) {
    return null;
  }
  const from = Date.parse(run.beganAt);
  const whole = Math.max(1, (run.finishedAt ? Date.parse(run.finishedAt) : now) - from);
  const words = spans.map((span) => t(`phase.${span.phase}`, { time: duration(span.to - span.from) })).join(", ");
  return (
    <div className="syncline-spans" role="img" aria-label={words} title={words}>
      {spans.map((span) => (
        <span
          key={`${span.phase}-${span.from}`}
          className={`syncline-span syncline-span-${span.phase}`}
          style={{ left: `${((span.from - from) * 100) / whole}%`, width: `${((span.to - span.from) * 100) / whole}%` }}
        />
      ))}
    </div>
  );
}
