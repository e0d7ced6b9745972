import { DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { Overview } from "../api/types";
import { StateLabel } from "../runs/StateLabel";
import { number } from "../texts/format";
import { Panel } from "./Panel";

/** How the runs of the last 24 hours have ended. */
export function LastDay({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  const { succeeded, failed, cancelled } = overview.lastDay;
  const outcomes = [
    { state: "SUCCEEDED", runs: succeeded },
    { state: "FAILED", runs: failed },
    { state: "CANCELLED", runs: cancelled },
  ];
  return (
    <Panel title={t("overview.lastDay")} actions={<Link to="/runs">{t("overview.allRuns")}</Link>}>
      <DescriptionList isHorizontal isCompact>
        {outcomes.map(({ state, runs }) => (
          <DescriptionListGroup key={state}>
            <DescriptionListTerm>
              <StateLabel state={state} />
            </DescriptionListTerm>
            <DescriptionListDescription>
              <Link to={`/runs?state=${state.toLowerCase()}`} className="syncline-number">
                {t("overview.runs", { count: runs, runs: number(runs) })}
              </Link>
            </DescriptionListDescription>
          </DescriptionListGroup>
        ))}
      </DescriptionList>
    </Panel>
  );
}
