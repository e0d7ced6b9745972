import { Button, Content, Modal, ModalBody, ModalFooter, ModalHeader, Radio, Title } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { instant } from "../texts/format";
import { type Draft, draftOf } from "./draft";
import { differencesOf, merge, taking } from "./parts";
import { usePartWords } from "./usePartWords";
import { usePlaceName } from "./usePlaceName";
import type { ProjectView } from "./types";

const MOST_SHOWN = 50;

interface Props {
  /** What both began with. */
  base: Draft;
  mine: Draft;
  theirs: ProjectView;
  save: (merged: Draft) => void;
  takeTheirs: () => void;
  goOn: () => void;
}

/** Somebody else has saved meanwhile. What only one of the two has changed is taken from that one; for the rest somebody chooses. */
export function StaleProject({ base, mine, theirs, save, takeTheirs, goOn }: Props) {
  const { t } = useTranslation();
  const nameOf = usePlaceName();
  const wordsOf = usePartWords();
  const other = useMemo(() => draftOf(theirs), [theirs]);
  const { draft, conflicts } = useMemo(() => merge(base, mine, other), [base, mine, other]);
  const changed = useMemo(() => differencesOf(base, other), [base, other]);
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const take = (path: string, whether: boolean) =>
    setTaken((before) => {
      const next = new Set(before);
      if (whether) {
        next.add(path);
      } else {
        next.delete(path);
      }
      return next;
    });

  return (
    <Modal isOpen variant="large" onClose={goOn} aria-labelledby="stale-title" aria-describedby="stale-body">
      <ModalHeader title={t("stale.title", { name: theirs.name })} labelId="stale-title" titleIconVariant="warning" />
      <ModalBody id="stale-body">
        <Content component="p">{t("project.staleBody", { by: theirs.savedBy || "–", at: instant(theirs.savedAt), revision: theirs.revision })}</Content>
        {conflicts.length > 0 && (
          <>
            <Title headingLevel="h3">{t("project.bothChanged")}</Title>
            <Table variant="compact" gridBreakPoint="grid-md" aria-label={t("project.bothChanged")}>
              <Thead>
                <Tr>
                  <Th>{t("stale.field")}</Th>
                  <Th>{t("stale.mine")}</Th>
                  <Th>{t("stale.theirs")}</Th>
                </Tr>
              </Thead>
              <Tbody>
                {conflicts.map(({ path, mine: own, theirs: others }, i) => (
                  <Tr key={path}>
                    <Td dataLabel={t("stale.field")} modifier="breakWord">
                      {nameOf(path)}
                    </Td>
                    <Td dataLabel={t("stale.mine")}>
                      <Radio id={`mine-${i}`} name={`conflict-${i}`} label={wordsOf(path, own)} isChecked={!taken.has(path)} onChange={() => take(path, false)} />
                    </Td>
                    <Td dataLabel={t("stale.theirs")}>
                      <Radio id={`theirs-${i}`} name={`conflict-${i}`} label={wordsOf(path, others)} isChecked={taken.has(path)} onChange={() => take(path, true)} />
                    </Td>
                  </Tr>
                ))}
              </Tbody>
            </Table>
          </>
        )}
        <Title headingLevel="h3" className="syncline-apart">
          {t("project.theyChanged", { count: changed.length })}
        </Title>
        <Table variant="compact" gridBreakPoint="grid-md" aria-label={t("project.theyChanged", { count: changed.length })}>
          <Thead>
            <Tr>
              <Th>{t("stale.field")}</Th>
              <Th>{t("project.before")}</Th>
              <Th>{t("stale.theirs")}</Th>
            </Tr>
          </Thead>
          <Tbody>
            {changed.slice(0, MOST_SHOWN).map(({ path, mine: before, theirs: after }) => (
              <Tr key={path}>
                <Td dataLabel={t("stale.field")} modifier="breakWord">
                  {nameOf(path)}
                </Td>
                <Td dataLabel={t("project.before")} modifier="breakWord">
                  {wordsOf(path, before)}
                </Td>
                <Td dataLabel={t("stale.theirs")} modifier="breakWord">
                  {wordsOf(path, after)}
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
        {changed.length > MOST_SHOWN && <p>{t("common.more", { count: changed.length - MOST_SHOWN })}</p>}
      </ModalBody>
      <ModalFooter>
        <Button onClick={() => save(taking(draft, other, [...taken]))}>{t("project.saveBoth")}</Button>
        <Button variant="secondary" onClick={() => save(mine)}>
          {t("stale.saveMine")}
        </Button>
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
