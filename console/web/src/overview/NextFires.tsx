import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { NextFire } from "../api/types";
import { instant, relative } from "../texts/format";
import { Lines, Panel } from "./Panel";

/** What plans execute next. */
export function NextFires({ fires, at }: { fires: NextFire[]; at: string }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("overview.next")}>
      {fires.length === 0 ? (
        <p className="syncline-quiet">{t("overview.noNext")}</p>
      ) : (
        <Lines
          label={t("overview.next")}
          items={fires}
          itemKey={(fire) => String(fire.planId)}
          line={(fire) => ({
            what: (
              <>
                <Link to={`/projects/${fire.projectId}?tab=plan`}>{fire.projectName}</Link> <span className="syncline-quiet">{fire.planName}</span>
              </>
            ),
            more: <span title={instant(fire.dueAt)}>{relative(fire.dueAt, at)}</span>,
          })}
        />
      )}
    </Panel>
  );
}
