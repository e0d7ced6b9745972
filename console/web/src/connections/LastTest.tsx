import { Icon } from "@patternfly/react-core";
import { CheckCircleIcon, ExclamationCircleIcon } from "@patternfly/react-icons";
import { useTranslation } from "react-i18next";

import type { Connection } from "../api/types";
import { shortInstant } from "../texts/format";

interface Tested {
  at: string;
  ok: boolean;
  message: string;
  /** Whether the connection is still as it was tested. */
  current: boolean;
}

/** What came of the last test, where the service keeps it. */
export function LastTest({ connection }: { connection: Connection }) {
  const { t } = useTranslation();
  const last = (connection as { lastTest?: Tested | null }).lastTest;
  if (!last) {
    return <span className="syncline-quiet">{t("connections.untested")}</span>;
  }
  return (
    <span title={last.message}>
      <Icon status={last.ok ? "success" : "danger"} isInline>
        {last.ok ? <CheckCircleIcon /> : <ExclamationCircleIcon />}
      </Icon>{" "}
      {t(last.ok ? "connections.worked" : "connections.failed")} <span className="syncline-quiet">
        {shortInstant(last.at)}
        {!last.current && `, ${t("connections.changedSince")}`}
      </span>
    </span>
  );
}
