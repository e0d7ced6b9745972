import { Alert, Icon, List, ListItem } from "@patternfly/react-core";
import { CheckCircleIcon, ExclamationCircleIcon, ExclamationTriangleIcon, MinusCircleIcon } from "@patternfly/react-icons";
import i18next from "i18next";
import { useTranslation } from "react-i18next";

import type { ConnectionTrial } from "../api/types";
import { number } from "../texts/format";
import { type Check, checksOf, worked } from "./trial";

export function TrialResult({ trial, writable }: { trial: ConnectionTrial; writable: boolean }) {
  const { t } = useTranslation();
  const good = worked(trial);
  return (
    <Alert component="p" variant={good ? "success" : "danger"} isInline title={t(good ? "trial.worked" : "trial.failed", { millis: number(trial.millis) })}>
      <List isPlain>
        {checksOf(trial).map((check, i) => (
          <ListItem key={check.id + i} icon={<Mark check={check} />}>
            <CheckName id={check.id} />
            {check.message && <> {check.message}</>}
            {check.hint && <div>{check.hint}</div>}
          </ListItem>
        ))}
        {trial.note && <ListItem icon={<Mark check={{ id: "note", passed: true, warning: true, message: "" }} />}>{trial.note}</ListItem>}
      </List>
      {good && !writable && <p className="syncline-apart">{t("trial.readsOnly")}</p>}
    </Alert>
  );
}

function CheckName({ id }: { id: string }) {
  const { t } = useTranslation();
  const key = `trial.checks.${id.toLowerCase().replaceAll("_", "-")}`;
  return i18next.exists(key) ? <strong>{t(key as "trial.checks.reached")}</strong> : null;
}

function Mark({ check }: { check: Check }) {
  const { t } = useTranslation();
  if (check.passed === null) {
    return (
      <Icon aria-label={t("trial.notLooked")} role="img">
        <MinusCircleIcon />
      </Icon>
    );
  }
  if (check.warning) {
    return (
      <Icon status="warning" aria-label={t("trial.warning")} role="img">
        <ExclamationTriangleIcon />
      </Icon>
    );
  }
  return (
    <Icon status={check.passed ? "success" : "danger"} aria-label={t(check.passed ? "trial.passed" : "trial.notPassed")} role="img">
      {check.passed ? <CheckCircleIcon /> : <ExclamationCircleIcon />}
    </Icon>
  );
}
