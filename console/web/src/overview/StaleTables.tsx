import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { Overview, StaleTable } from "../api/types";
import { nameOf } from "../runs/state";
import { instant, number, relative } from "../texts/format";
import { Lines, Panel } from "./Panel";

/** Tables whose targets hold what is old. */
export function StaleTables({ stale, at }: { stale: Overview["stale"]; at: string }) {
  const { t } = useTranslation();
  const keyOf = ({ projectId, table }: StaleTable) => `${projectId} ${table.targetId} ${nameOf(table.source)}`.replaceAll(/\W/g, "-");
  return (
    <Panel title={t("overview.stale")}>
      {stale.tables === 0 ? (
        <p className="syncline-quiet">{t("overview.noStale")}</p>
      ) : (
        <>
          <Lines
            label={t("overview.stale")}
            items={stale.oldest}
            itemKey={keyOf}
            line={({ projectId, projectName, table }) => ({
              what: (
                <>
                  {nameOf(table.source)} <Link to={table.lastRun ? `/runs/${table.lastRun}` : `/runs?project=${projectId}`}>{projectName}</Link>
                </>
              ),
              more: table.freshAsOf ? <span title={instant(table.freshAsOf)}>{relative(table.freshAsOf, at)}</span> : t("overview.neverLoaded"),
            })}
          />
          {stale.tables > stale.oldest.length && (
            <p className="syncline-apart syncline-quiet">{t("overview.moreStale", { count: stale.tables - stale.oldest.length, tables: number(stale.tables - stale.oldest.length) })}</p>
          )}
        </>
      )}
    </Panel>
  );
}
