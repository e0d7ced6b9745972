import { Alert, Gallery } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import type { Overview } from "../api/types";
import { Screen } from "../frame/Screen";
import { Failed, Loading } from "../frame/States";
import { number } from "../texts/format";
import { Attention } from "./Attention";
import { FirstSteps, useFirstSteps } from "./FirstSteps";
import { LastDay } from "./LastDay";
import { NextFires } from "./NextFires";
import { RunningNow } from "./RunningNow";
import { StaleTables } from "./StaleTables";
import { useOverview, useRates } from "./useOverview";
import { verdictOf } from "./verdict";
import { Workers } from "./Workers";

/** Whether anything is wrong, what runs, what comes next, and what is old. */
export function OverviewScreen() {
  const { t } = useTranslation();
  const overview = useOverview();
  const rates = useRates(overview.data);
  const steps = useFirstSteps();

  const body = () => {
    if (overview.isPending) {
      return <Loading />;
    }
    if (overview.isError) {
      return <Failed error={overview.error} retry={() => void overview.refetch()} />;
    }
    const seen = overview.data;
    return (
      <>
        {steps && <FirstSteps steps={steps} />}
        {(!steps || seen.attention.length > 0) && <VerdictAlert overview={seen} />}
        <Gallery hasGutter minWidths={{ default: "100%", lg: "24rem" }} className="syncline-apart">
          <RunningNow overview={seen} rates={rates} />
          {seen.attention.length > 0 && <Attention projects={seen.attention} at={seen.at} />}
          <LastDay overview={seen} />
          <NextFires fires={seen.next} at={seen.at} />
          <StaleTables stale={seen.stale} at={seen.at} />
          <Workers overview={seen} />
        </Gallery>
      </>
    );
  };
  return <Screen title={t("overview.title")}>{body()}</Screen>;
}

function VerdictAlert({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  const verdict = verdictOf(overview);
  switch (verdict.kind) {
    case "failing":
      return <Alert component="p" isInline variant="danger" title={t("overview.verdict.failing", { count: verdict.projects, projects: `${number(verdict.projects)}${verdict.andMore ? "+" : ""}` })} />;
    case "no-worker":
      return (
        <Alert component="p" isInline variant="danger" title={t("overview.verdict.noWorker", { kind: t(`overview.kinds.${verdict.workers as "LOADER"}`) })}>
          {t("overview.verdict.noWorkerBody")}
        </Alert>
      );
    case "stale":
      return <Alert component="p" isInline variant="warning" title={t("overview.verdict.stale", { count: verdict.tables, tables: number(verdict.tables) })} />;
    case "well":
      return <Alert component="p" isInline variant="success" title={t("overview.verdict.well")} />;
  }
}
