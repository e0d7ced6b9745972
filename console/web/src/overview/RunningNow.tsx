import { Progress, ProgressMeasureLocation, ProgressSize } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { Overview, Run } from "../api/types";
import { number, relative } from "../texts/format";
import { Lines, Panel } from "./Panel";

interface Props {
  overview: Overview;
  rates: Map<string, number>;
}

export function RunningNow({ overview, rates }: Props) {
  const { t } = useTranslation();
  const { running, runningInAll, queued, waiting, oldestQueued, at } = overview;
  const more = runningInAll - running.length;
  return (
    <Panel title={t("overview.running")}>
      {running.length === 0 ? (
        <p className="syncline-quiet">{t("overview.nothingRuns")}</p>
      ) : (
        <Lines label={t("overview.running")} items={running} itemKey={(run) => run.id} line={(run) => ({ what: <Going run={run} />, more: rateOf(run) })} />
      )}
      {more > 0 && (
        <p className="syncline-apart">
          <Link to="/runs?state=running">{t("overview.moreRun", { count: more, runs: number(more) })}</Link>
        </p>
      )}
      {(queued > 0 || waiting > 0) && (
        <p className="syncline-apart syncline-quiet">
          {queued > 0 && t("overview.queued", { count: queued, runs: number(queued), since: oldestQueued ? relative(oldestQueued, at) : "" })}{" "}
          {waiting > 0 && t("overview.waiting", { count: waiting, runs: number(waiting) })}
        </p>
      )}
    </Panel>
  );

  function rateOf(run: Run) {
    const rate = rates.get(run.id);
    return (
      <span className="syncline-number">
        {t("overview.rows", { rows: number(run.rows) })}
        <br />
        <span className="syncline-quiet">{rate === undefined ? "–" : t("overview.rate", { rows: number(rate) })}</span>
      </span>
    );
  }
}

function Going({ run }: { run: Run }) {
  const { t } = useTranslation();
  const settled = t("runs.ofTables", { settled: number(run.settled), tables: number(run.tables) });
  return (
    <>
      <Link to={`/runs/${run.id}`}>{run.projectName}</Link>
      <Progress
        aria-label={t("overview.tablesOf", { project: run.projectName })}
        size={ProgressSize.sm}
        value={run.settled}
        max={Math.max(1, run.tables)}
        label={settled}
        valueText={settled}
        measureLocation={ProgressMeasureLocation.outside}
        {...(run.failed > 0 ? { variant: "danger" as const } : {})}
      />
    </>
  );
}
