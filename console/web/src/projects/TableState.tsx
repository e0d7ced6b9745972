import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { StateLabel } from "../runs/StateLabel";
import { instant, shortInstant } from "../texts/format";
import type { TableStatus } from "./types";

/** How a table stands in each target, and what becomes of it right now. */
export function TableState({ states, nameOf }: { states: readonly TableStatus[]; nameOf: (connectionId: number) => string }) {
  const { t } = useTranslation();
  if (states.length === 0) {
    return <span className="syncline-quiet">{t("project.neverLoaded")}</span>;
  }
  return (
    <>
      {states.map(({ targetId, state, now, lastRun, failure }) => (
        <div key={targetId} title={(failure as { message: string } | null)?.message ?? nameOf(targetId)}>
          <Link to={`/runs/${lastRun}`} aria-label={t("project.stateIn", { state: now ?? state, target: nameOf(targetId) })}>
            <StateLabel state={now ?? state} />
          </Link>{" "}
          {states.length > 1 && <span className="syncline-small syncline-quiet">{nameOf(targetId)}</span>}
        </div>
      ))}
    </>
  );
}

/** What all targets hold at least: the oldest of them, if each has it. */
export function freshAsOf(states: readonly TableStatus[], targets: readonly number[]) {
  const times = targets.map((target) => states.find(({ targetId }) => targetId === target)?.freshAsOf).filter((at): at is string => Boolean(at));
  const oldest = times.toSorted()[0];
  return times.length < targets.length || !oldest ? <span className="syncline-quiet">–</span> : <span className="syncline-one-line" title={instant(oldest)}>{shortInstant(oldest)}</span>;
}
