import { Button, Content, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useTranslation } from "react-i18next";

import type { Field } from "../api/types";
import { instant } from "../texts/format";
import type { Difference } from "./draft";
import { labelOf } from "./words";

interface Props {
  name: string;
  changedAt: string;
  differences: Difference[];
  fields: Field[];
  saveMine: () => void;
  takeTheirs: () => void;
  goOn: () => void;
}

/** Somebody else has saved meanwhile: both states, and which is to be kept. */
export function StaleConnection({ name, changedAt, differences, fields, saveMine, takeTheirs, goOn }: Props) {
  const { t } = useTranslation();
  return (
    <Modal isOpen variant="medium" onClose={goOn} aria-labelledby="stale-title" aria-describedby="stale-body">
      <ModalHeader title={t("stale.title", { name })} labelId="stale-title" titleIconVariant="warning" />
      <ModalBody id="stale-body">
        <Content component="p">{t("stale.body", { at: instant(changedAt) })}</Content>
        <Table variant="compact" aria-label={t("stale.differences")}>
          <Thead>
            <Tr>
              <Th>{t("stale.field")}</Th>
              <Th>{t("stale.mine")}</Th>
              <Th>{t("stale.theirs")}</Th>
            </Tr>
          </Thead>
          <Tbody>
            {differences.map(({ field, mine, theirs }) => (
              <Tr key={field}>
                <Td dataLabel={t("stale.field")}>{field === "kind" ? t("connections.kind") : labelOf(fields.find(({ name: one }) => one === field) ?? field, t)}</Td>
                <Td dataLabel={t("stale.mine")} className="syncline-break">{mine}</Td>
                <Td dataLabel={t("stale.theirs")} className="syncline-break">{theirs}</Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </ModalBody>
      <ModalFooter>
        <Button onClick={saveMine}>{t("stale.saveMine")}</Button>
        <Button variant="secondary" onClick={takeTheirs}>
          {t("stale.takeTheirs")}
        </Button>
        <Button variant="link" onClick={goOn}>
          {t("stale.goOn")}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
