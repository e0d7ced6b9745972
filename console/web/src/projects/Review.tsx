import { Alert, Button, Label, List, ListItem, Spinner } from "@patternfly/react-core";
import { ExpandableRowContent, Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { BreakableName } from "../common/BreakableName";
import { Failed, ProblemAlert } from "../frame/States";
import { inWords } from "../policies/words";
import { number } from "../texts/format";
import { type Draft, keyOf, titleOf } from "./draft";
import { usePreview } from "./queries";
import { Remarks, sizeOf, TablePreviewDetails } from "./TablePreviewDetails";
import type { TablePreview } from "./types";

interface Props {
  draft: Draft;
  nameOf: (connectionId: number) => string;
  /** Goes to a field of the policy. */
  goToField: (id: string) => void;
}

/** What a run would do, before anything is saved: names, statements, types with their verdict, bounds and objections. */
export function Review({ draft, nameOf, goToField }: Props) {
  const { t } = useTranslation();
  const preview = usePreview(draft);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());

  if (preview.isPending) {
    return (
      <p role="status">
        <Spinner size="md" aria-hidden="true" /> {t("project.looking", { count: draft.tables.length, tables: number(draft.tables.length) })}
      </p>
    );
  }
  if (preview.isError && !preview.data) {
    return <Failed error={preview.error} retry={() => void preview.refetch()} />;
  }
  const first = preview.data.pages[0]!;
  const tables = preview.data.pages.flatMap((page) => page.tables);
  const runnable = preview.data.pages.every((page) => page.runnable);
  const toggle = (key: string) =>
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(key)) {
        next.add(key);
      }
      return next;
    });

  return (
    <>
      <Alert component="p" isInline variant={runnable ? "success" : "danger"} title={t(runnable ? "project.runnable" : "project.notRunnable")} className="syncline-below">
        {first.notices.length > 0 && (
          <List>
            {first.notices.map(({ weight, message }) => (
              <ListItem key={message}>
                {weight !== "possible" && <strong>{t(weight === "fails" ? "project.willFail" : "project.unknown")} </strong>}
                <Notice message={message} goToField={goToField} />
              </ListItem>
            ))}
          </List>
        )}
      </Alert>
      <Remarks problems={first.problems} warnings={[]} goToField={goToField} />
      {first.targets.map((target) => (
        <Remarks key={target.connectionId} problems={target.problems} warnings={target.warnings} goToField={goToField} />
      ))}
      {first.notes.map((note) => (
        <Alert key={note} component="p" isInline isPlain variant="info" title={inWords(note).text} />
      ))}
      <Table variant="compact" gridBreakPoint="grid-md" aria-label={t("project.whatARunDoes")} className="syncline-apart">
        <Thead>
          <Tr>
            <Th screenReaderText={t("project.details")} />
            <Th width={25} modifier="wrap">{t("project.table")}</Th>
            <Th width={25} modifier="wrap">{t("project.becomes")}</Th>
            <Th modifier="nowrap">{t("project.mode")}</Th>
            <Th modifier="wrap">{t("project.sizeAbout")}</Th>
            <Th modifier="nowrap">{t("project.objections")}</Th>
          </Tr>
        </Thead>
        {tables.map((one, i) => {
          const key = keyOf(one.source);
          const shown = open.has(key);
          return (
            <Tbody key={key} isExpanded={shown}>
              <Tr>
                <Td expand={{ rowIndex: i, isExpanded: shown, onToggle: () => toggle(key), expandId: "review" }} />
                <Td dataLabel={t("project.table")}>
                  <BreakableName name={titleOf(one.source)} />
                </Td>
                <Td dataLabel={t("project.becomes")}>
                  <BreakableName name={titleOf(one.target)} />
                </Td>
                <Td dataLabel={t("project.mode")}>{t(one.extraction === "incremental" ? "project.incremental" : "project.full")}</Td>
                <Td dataLabel={t("project.sizeAbout")} modifier="nowrap">{sizeOf(one)}</Td>
                <Td dataLabel={t("project.objections")}>
                  <Objections preview={one} />
                </Td>
              </Tr>
              {shown && (
                <Tr isExpanded>
                  <Td colSpan={6}>
                    <ExpandableRowContent>
                      <TablePreviewDetails preview={one} nameOf={nameOf} heading="h2" goToField={goToField} />
                    </ExpandableRowContent>
                  </Td>
                </Tr>
              )}
            </Tbody>
          );
        })}
      </Table>
      {preview.isError && <ProblemAlert title={t("project.notLookedAt")} error={preview.error} />}
      {preview.hasNextPage && (
        <Button variant="link" isLoading={preview.isFetchingNextPage} onClick={() => void preview.fetchNextPage()}>
          {t("project.moreTables", { shown: number(tables.length), count: draft.tables.length, tables: number(draft.tables.length) })}
        </Button>
      )}
    </>
  );
}

function Notice({ message, goToField }: { message: string } & Pick<Props, "goToField">) {
  const { t } = useTranslation();
  const { text, fieldId, label } = inWords(message);
  return (
    <>
      {text}
      {fieldId && (
        <>
          {" "}
          <Button variant="link" isInline onClick={() => goToField(fieldId)}>
            {t("project.goToField", { field: label })}
          </Button>
        </>
      )}
    </>
  );
}

function Objections({ preview }: { preview: TablePreview }) {
  const { t } = useTranslation();
  const problems = preview.problems.length + preview.loads.reduce((sum, load) => sum + load.problems.length, 0);
  const warnings = preview.warnings.length + preview.loads.reduce((sum, load) => sum + load.warnings.length, 0);
  if (problems === 0 && warnings === 0) {
    return (
      <Label isCompact status="success">
        {t("project.noObjections")}
      </Label>
    );
  }
  return (
    <>
      {problems > 0 && (
        <Label isCompact status="danger">
          {t("project.problems", { count: problems })}
        </Label>
      )}{" "}
      {warnings > 0 && (
        <Label isCompact status="warning">
          {t("project.warnings", { count: warnings })}
        </Label>
      )}
    </>
  );
}
