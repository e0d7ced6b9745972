import { Label, LabelGroup } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { number } from "../texts/format";
import { type Alert, type Delivery, STATES } from "./queries";

const STATUS = { PENDING: "info", SENT: "success", SHOWN_IN_LOG: "warning", COLLECTED: "info", GIVEN_UP: "danger" } as const;
const COLOURS = { FAILURE: "red", RECOVERY: "green", MISSED: "orange", TEST: "grey" } as const;

export function DeliveryState({ state }: { state: Delivery["state"] }) {
  const { t } = useTranslation();
  return <Label status={STATUS[state]}>{t(`alerts.states.${state}`)}</Label>;
}

export function AlertKind({ kind }: { kind: Alert["kind"] }) {
  const { t } = useTranslation();
  return <Label color={COLOURS[kind]}>{t(`alerts.kinds.${kind}`)}</Label>;
}

/** How many deliveries have come how far. */
export function Deliveries({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  if (alert.deliveries.length === 0) {
    return <span className="syncline-quiet">{t("alerts.toNobody")}</span>;
  }
  return (
    <LabelGroup numLabels={STATES.length} aria-label={t("alerts.deliveries")}>
      {STATES.map((state) => {
        const count = alert.deliveries.filter((one) => one.state === state).length;
        return count === 0 ? null : (
          <Label key={state} status={STATUS[state]}>
            {t(`alerts.states.${state}`)}
            {count > 1 && ` ${number(count)}`}
          </Label>
        );
      }).filter((one) => one !== null)}
    </LabelGroup>
  );
}
