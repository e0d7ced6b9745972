import { Card, CardBody, Gallery, Progress, ProgressMeasureLocation } from "@patternfly/react-core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Run } from "../api/types";
import { between, bytes, duration, number } from "../texts/format";
import { type Progress as Numbers, timeLeft } from "./progress";
import { isOver } from "./state";

interface Props {
  run: Run;
  progress: Numbers;
  rowsPerSecond: number | null;
  now: number;
}

export function RunTotals({ run, progress, rowsPerSecond, now }: Props) {
  const { t } = useTranslation();
  const over = isOver(run.state);
  const took = run.beganAt ? between(run.beganAt, run.finishedAt, now) : null;
  const rate = over ? (took && took > 0 ? (run.rows * 1_000) / took : null) : rowsPerSecond;
  const left = over ? null : timeLeft(progress, rowsPerSecond);
  const settled = t("runs.ofTables", { settled: number(progress.settled), tables: number(progress.tables) });
  return (
    <>
      <Progress
        title={t("run.tablesDone")}
        value={progress.settled}
        max={Math.max(1, progress.tables)}
        label={settled}
        valueText={settled}
        measureLocation={ProgressMeasureLocation.top}
        {...(run.state === "FAILED" || run.failed > 0 ? { variant: "danger" as const } : over && run.state === "SUCCEEDED" ? { variant: "success" as const } : {})}
      />
      <Gallery hasGutter minWidths={{ default: "8rem" }} className="syncline-apart" role="group" aria-label={t("run.totals")}>
        <Figure name={t("run.rowsLoaded")} value={number(progress.rowsLoaded)} more={progress.rowsExpected && !over ? t("run.expected", { rows: number(progress.rowsExpected) }) : undefined} />
        <Figure name={t("run.rowsPerSecond")} value={rate === null ? "–" : number(rate)} more={over ? t("run.average") : undefined} />
        <Figure name={t("run.bytesLoaded")} value={bytes(progress.bytesLoaded)} />
        {!over && <Figure name={t("run.waitingRows")} value={number(progress.rowsWaiting)} more={t("run.waitingHelp")} />}
        {!over && <Figure name={t("run.timeLeft")} value={left === null ? "–" : t("run.about", { time: duration(left) })} />}
        <Figure name={t("run.took")} value={took === null ? "–" : duration(took)} />
        {(over || run.failed > 0) && <Figure name={t("run.failedTables")} value={number(run.failed)} bad={run.failed > 0} />}
      </Gallery>
    </>
  );
}

function Figure({ name, value, more, bad = false }: { name: string; value: string; more?: ReactNode; bad?: boolean }) {
  return (
    <Card isCompact>
      <CardBody>
        <div className="syncline-quiet">{name}</div>
        <div className={bad ? "syncline-figure syncline-bad" : "syncline-figure"}>{value}</div>
        {more && <div className="syncline-quiet syncline-small">{more}</div>}
      </CardBody>
    </Card>
  );
}
