import { Alert, Card, CardBody, CardTitle, Label, List, ListItem, Spinner } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { ProblemAlert } from "../frame/States";
import { instant } from "../texts/format";
import { changesClocks, type PlanDraft } from "./plan";
import { usePlanPreview } from "./queries";

/** What a plan means: a sentence and the next five times, by the clocks of its zone and of who looks. */
export function PlanSummary({ draft, projectId }: { draft: PlanDraft; projectId: number }) {
  const { t } = useTranslation();
  const asked = usePlanPreview(draft, projectId);
  const { preview, refusal } = asked.data ?? {};
  return (
    <Card isCompact aria-live="polite">
      <CardTitle component="h3">
        {t("plan.means")} {asked.late && asked.fetchStatus === "fetching" && <Spinner size="md" aria-label={t("states.loading")} />}
      </CardTitle>
      <CardBody>
        {!draft.enabled && <Label isCompact>{t("plan.isDisabled")}</Label>}
        {asked.isError && <ProblemAlert title={t("plan.notLooked")} error={asked.error} />}
        {refusal && <Alert component="p" isInline isPlain variant="danger" title={refusal} />}
        {preview && (
          <>
            <p className="syncline-below">
              <strong>{preview.sentence}</strong>
            </p>
            {preview.warnings.map((warning) => (
              <Alert key={warning} component="p" isInline isPlain variant="warning" title={warning} />
            ))}
            {preview.next.length > 0 && (
              <>
                <p>{t("plan.nextTimes")}</p>
                <List>
                  {preview.next.map(({ at, local }) => (
                    <ListItem key={at}>
                      {local} <span className="syncline-quiet syncline-small">{t("plan.yourTime", { at: instant(at) })}</span>
                    </ListItem>
                  ))}
                </List>
              </>
            )}
            {changesClocks(draft.zone, new Date().getFullYear()) && <p className="syncline-apart syncline-small syncline-quiet">{t("plan.clocksChange")}</p>}
          </>
        )}
      </CardBody>
    </Card>
  );
}
