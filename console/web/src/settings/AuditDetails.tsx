import { Button, DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { instant } from "../texts/format";
import { type AuditRecord, Outcome } from "./Audit";
import { isRole, roleText } from "./users";

/** Everything that is kept of one call. */
export function AuditDetails({ record, close }: { record: AuditRecord; close: () => void }) {
  const { t } = useTranslation();
  const revisions = [record.before, record.after].some(Boolean) ? t("settings.audit.fromTo", { before: record.before ?? "–", after: record.after ?? "–" }) : null;
  const facts: [string, ReactNode][] = [
    [t("settings.audit.at"), instant(record.at)],
    [t("settings.audit.outcome"), <Outcome key="outcome" record={record} />],
    [t("settings.audit.status"), `HTTP ${record.status}${record.problem ? ` (${record.problem})` : ""}`],
    [t("settings.audit.who"), record.who ?? t("settings.audit.nobody")],
    [t("settings.audit.way"), t(`settings.audit.ways.${record.way}`)],
    [t("settings.role"), isRole(record.role) ? t(roleText(record.role)) : record.role],
    [t("settings.sessions.address"), record.address],
    [t("settings.audit.object"), record.object],
    [t("settings.audit.revisions"), revisions],
    [t("settings.about.service"), record.service],
    [t("settings.audit.request"), record.request],
  ];
  return (
    <Modal isOpen variant="medium" onClose={close} aria-labelledby="record-title" aria-describedby="record-body">
      <ModalHeader title={record.operation} labelId="record-title" />
      <ModalBody id="record-body">
        <DescriptionList isHorizontal isCompact>
          {facts.map(
            ([term, fact]) =>
              fact && (
                <DescriptionListGroup key={term}>
                  <DescriptionListTerm>{term}</DescriptionListTerm>
                  <DescriptionListDescription className="syncline-break">{fact}</DescriptionListDescription>
                </DescriptionListGroup>
              ),
          )}
        </DescriptionList>
      </ModalBody>
      <ModalFooter>
        <Button onClick={close}>{t("common.close")}</Button>
      </ModalFooter>
    </Modal>
  );
}
