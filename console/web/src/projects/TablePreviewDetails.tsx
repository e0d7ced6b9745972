import { Alert, AlertActionLink, CodeBlock, CodeBlockCode, DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm, Label, type LabelProps, Title } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import i18next from "i18next";
import { useTranslation } from "react-i18next";

import { inWords } from "../policies/words";
import { bytes, number } from "../texts/format";
import { titleOf } from "./draft";
import type { LoadPreview, TablePreview } from "./types";

interface Props {
  preview: TablePreview;
  /** Of a target's connection. */
  nameOf: (connectionId: number) => string;
  /** Below that of what surrounds it. */
  heading: "h2" | "h3";
  /** Goes to a field of the policy. */
  goToField?: ((id: string) => void) | undefined;
}

/** What a run would do with a table: how it is read, how it is made, what its columns become. */
export function TablePreviewDetails({ preview, nameOf, heading, goToField }: Props) {
  const { t } = useTranslation();
  const { key, select } = preview as { key: { columns: string[]; reason: string } | null; select: string | null };
  return (
    <>
      <Remarks problems={preview.problems} warnings={preview.warnings} goToField={goToField} />
      <DescriptionList isCompact isHorizontal columnModifier={{ default: "1Col" }} className="syncline-facts">
        <Fact term={t("project.becomes")}>{titleOf(preview.target)}</Fact>
        <Fact term={t("project.mode")}>{t(preview.extraction === "incremental" ? "project.incremental" : "project.full")}</Fact>
        <Fact term={t("project.sizeAbout")}>{sizeOf(preview)}</Fact>
        {key && (
          <Fact term={t("project.keyInTarget")}>
            {key.columns.join(", ") || t("project.noKey")} <span className="syncline-quiet">{inWords(key.reason).text}</span>
          </Fact>
        )}
      </DescriptionList>
      {select && (
        <>
          <Title headingLevel={heading} size="md">{t("project.select")}</Title>
          <Code text={select} />
        </>
      )}
      {preview.loads.map((load) => (
        <Load key={load.connectionId} heading={heading} load={load} target={nameOf(load.connectionId)} goToField={goToField} />
      ))}
    </>
  );
}

export function sizeOf({ estimatedRows, estimatedBytes }: TablePreview): string {
  const [rows, size] = [estimatedRows as number | null, estimatedBytes as number | null];
  return rows === null ? "–" : i18next.t("project.rowsAndBytes", { count: rows, rows: number(rows), bytes: size === null ? "–" : bytes(size) });
}

function Load({ load, target, heading, goToField }: { load: LoadPreview; target: string } & Pick<Props, "heading" | "goToField">) {
  const { t } = useTranslation();
  const state = load.state as LoadPreview["state"] | null;
  return (
    <div className="syncline-apart">
      <Title headingLevel={heading} size="md">{t("project.into", { target })}</Title>
      <Remarks problems={load.problems} warnings={load.warnings} goToField={goToField} />
      {state && (
        <p>
          {state.maximum.length > 0 ? t("project.readsAfter", { maximum: state.maximum.join(", ") }) : t("project.readsEverything")} {state.notes.join(" ")}
        </p>
      )}
      {state && state.changes.length > 0 && <Alert component="p" isInline variant="info" title={state.changes.join("; ")} />}
      {load.columns.length > 0 && (
        <Table variant="compact" gridBreakPoint="" aria-label={t("project.columnsIn", { target })}>
          <Thead>
            <Tr>
              <Th>{t("project.column")}</Th>
              <Th modifier="wrap">{t("project.typeThere")}</Th>
              <Th modifier="wrap">{t("project.typeHere")}</Th>
              <Th>{t("project.verdict")}</Th>
            </Tr>
          </Thead>
          <Tbody>
            {load.columns.map((column) => (
              <Tr key={column.name}>
                <Td modifier="breakWord">{column.name}</Td>
                <Td modifier="breakWord">{column.sourceType}</Td>
                <Td modifier="breakWord">{(column.targetType as string | null) ?? "–"}</Td>
                <Td>
                  <Verdict verdict={column.verdict} />
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
      {load.statements.length > 0 && <Code text={load.statements.join(";\n\n") + ";"} />}
    </div>
  );
}

const COLORS: Record<string, NonNullable<LabelProps["status"]>> = { exact: "success", wider: "info", "needs-policy": "warning", refused: "danger" };

export function Verdict({ verdict }: { verdict: string }) {
  const { t } = useTranslation();
  const key = `project.verdicts.${verdict}`;
  return (
    <Label isCompact {...(COLORS[verdict] ? { status: COLORS[verdict] } : {})}>
      {i18next.exists(key) ? t(key as "project.verdicts.exact") : verdict}
    </Label>
  );
}

/** Each once, what stops a run first. */
export function Remarks({ problems, warnings, goToField }: { problems: readonly string[]; warnings: readonly string[] } & Pick<Props, "goToField">) {
  return (
    <>
      {[...new Set(problems)].map((text) => (
        <Remark key={text} message={text} variant="danger" goToField={goToField} />
      ))}
      {[...new Set(warnings)].map((text) => (
        <Remark key={text} message={text} variant="warning" goToField={goToField} />
      ))}
    </>
  );
}

function Remark({ message, variant, goToField }: { message: string; variant: "danger" | "warning" } & Pick<Props, "goToField">) {
  const { t } = useTranslation();
  const { text, fieldId, label } = inWords(message);
  return (
    <Alert
      component="p"
      isInline
      variant={variant}
      title={text}
      className="syncline-below"
      actionLinks={fieldId && goToField && <AlertActionLink onClick={() => goToField(fieldId)}>{t("project.goToField", { field: label })}</AlertActionLink>}
    />
  );
}

function Code({ text }: { text: string }) {
  return (
    <CodeBlock className="syncline-apart">
      <CodeBlockCode>{text}</CodeBlockCode>
    </CodeBlock>
  );
}

function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <DescriptionListGroup>
      <DescriptionListTerm>{term}</DescriptionListTerm>
      <DescriptionListDescription className="syncline-break">{children}</DescriptionListDescription>
    </DescriptionListGroup>
  );
}
