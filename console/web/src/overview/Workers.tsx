import { Label } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import type { Overview } from "../api/types";
import { number } from "../texts/format";
import { Lines, Panel } from "./Panel";

/** Who is there to do the work, and how much of it waits. */
export function Workers({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("overview.workers")}>
      <Lines
        label={t("overview.workers")}
        items={overview.workers}
        itemKey={(one) => one.kind}
        line={({ kind, workers, busy, slots, queued }) => ({
          what: (
            <>
              {t(`overview.kinds.${kind as "LOADER"}`)}{" "}
              {workers === 0 ? (
                <Label isCompact status="danger">
                  {t("overview.none")}
                </Label>
              ) : (
                <span className="syncline-quiet">{t("overview.atWork", { count: workers, workers: number(workers) })}</span>
              )}
            </>
          ),
          more: (
            <span className="syncline-number">
              {t("overview.slots", { busy: number(busy), slots: number(slots) })}
              {queued > 0 && <span className="syncline-quiet"> · {t("overview.pieces", { count: queued, pieces: number(queued) })}</span>}
            </span>
          ),
        })}
      />
    </Panel>
  );
}
