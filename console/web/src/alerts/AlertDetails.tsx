import { Button, Content, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import { RedoIcon } from "@patternfly/react-icons";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { tell } from "../common/toasts";
import { ProblemAlert } from "../frame/States";
import { useMay } from "../session/session";
import { instant, number } from "../texts/format";
import { type Alert, type Delivery, useAlertActions } from "./queries";
import { AlertKind, DeliveryState } from "./states";

/** To whom an alert was to go, how far it has come, and what may be sent again. */
export function AlertDetails({ alert, close }: { alert: Alert; close: () => void }) {
  const { t } = useTranslation();
  const maySend = useMay("operator");
  const { sendAgain } = useAlertActions();
  const sending = useMutation({
    mutationFn: (recipients: string[] | undefined) => sendAgain(alert, recipients),
    onSuccess: () => tell("success", t("alerts.again.done")),
  });
  const given = alert.deliveries.filter(({ state }) => state === "GIVEN_UP").length;
  return (
    <Modal isOpen variant="large" onClose={close} aria-labelledby="alert-title" aria-describedby="alert-body">
      <ModalHeader title={alert.subject} labelId="alert-title" />
      <ModalBody id="alert-body">
        <Content component="p">
          <AlertKind kind={alert.kind} /> {instant(alert.at)}
          {alert.projectName && <> · <Link to={`/runs?project=${alert.projectId}`}>{alert.projectName}</Link></>}
          {alert.runId && <> · <Link to={`/runs/${alert.runId}`}>{t("run.short", { id: alert.runId.slice(-8) })}</Link></>}
        </Content>
        {alert.deliveries.length === 0 ? (
          <Content component="p">{t("alerts.toNobodyBody")}</Content>
        ) : (
          <Table variant="compact" gridBreakPoint="grid-lg" aria-label={t("alerts.deliveries")}>
            <Thead>
              <Tr>
                <Th width={25}>{t("alerts.recipient")}</Th>
                <Th>{t("alerts.state")}</Th>
                <Th>{t("alerts.attempts")}</Th>
                <Th width={35}>{t("alerts.course")}</Th>
                {maySend && <Th screenReaderText={t("common.actions")} />}
              </Tr>
            </Thead>
            <Tbody>
              {alert.deliveries.map((one, i) => (
                <Tr key={`${one.channel} ${one.recipient} ${i}`}>
                  <Td dataLabel={t("alerts.recipient")} className="syncline-break">
                    {one.recipient} <span className="syncline-quiet">{t(`alerts.channels.${one.channel}`)}</span>
                  </Td>
                  <Td dataLabel={t("alerts.state")}>
                    <DeliveryState state={one.state} />
                  </Td>
                  <Td dataLabel={t("alerts.attempts")}>{number(one.attempts)}</Td>
                  <Td dataLabel={t("alerts.course")} className="syncline-break">
                    <Course delivery={one} />
                  </Td>
                  {maySend && (
                    <Td modifier="nowrap" dataLabel={t("common.actions")}>
                      {isOver(one) && (
                        <Button variant="link" isInline aria-label={t("alerts.again.named", { recipient: one.recipient })} onClick={() => !sending.isPending && sending.mutate([one.recipient])}>
                          {t("alerts.again.one")}
                        </Button>
                      )}
                    </Td>
                  )}
                </Tr>
              ))}
            </Tbody>
          </Table>
        )}
        {sending.isError && <ProblemAlert title={t("alerts.again.refused")} error={sending.error} />}
      </ModalBody>
      <ModalFooter>
        {maySend && given > 0 && (
          <Button icon={<RedoIcon />} isLoading={sending.isPending} onClick={() => !sending.isPending && sending.mutate(undefined)}>
            {t("alerts.again.all", { count: given })}
          </Button>
        )}
        <Button variant={maySend && given > 0 ? "link" : "primary"} onClick={close}>
          {t("common.close")}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function isOver({ state }: Delivery): boolean {
  return state !== "PENDING" && state !== "COLLECTED";
}

function Course({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation();
  const words = [
    delivery.finishedAt && t("alerts.ended", { at: instant(delivery.finishedAt) }),
    delivery.state === "PENDING" && delivery.nextAttemptAt && t("alerts.nextAttempt", { at: instant(delivery.nextAttemptAt) }),
    delivery.summarised && t("alerts.summarised"),
    delivery.state === "SHOWN_IN_LOG" && t("alerts.shownInLog"),
  ].filter(Boolean);
  return (
    <>
      {words.join(" · ")}
      {delivery.lastError && <div className={delivery.state === "SENT" ? "syncline-quiet" : "syncline-bad"}>{delivery.lastError}</div>}
    </>
  );
}
