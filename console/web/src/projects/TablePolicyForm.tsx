import { Alert, Button, Checkbox, Form, FormSection, Label, Radio, TextInput } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import type { Kind } from "../api/types";
import { FormField } from "../common/FormField";
import { ProblemAlert } from "../frame/States";
import { ColumnOrder } from "./ColumnOrder";
import type { ConnectionPolicy, TablePolicy } from "./draft";
import { PropertyFields } from "./PropertyFields";
import { useTableDetail } from "./queries";
import type { TableName } from "./types";

interface Props {
  table: TableName;
  source: number | undefined;
  policy: TablePolicy;
  /** Whether the table says it for itself. */
  isOwn: boolean;
  /** Whose policy the table has where it says nothing for itself. */
  pattern: string | undefined;
  change: (policy: TablePolicy) => void;
  reset: () => void;
  /** By field of the table's policy; of the table as a whole, without a name. */
  flaws: Readonly<Record<string, string>>;
  readOnly: boolean;
  /** Of the targets. */
  kinds: Kind[];
  fullMode: ConnectionPolicy["fullMode"];
}

/** The table level: how this table alone is extracted, told apart and made. */
export function TablePolicyForm({ table, source, policy, isOwn, pattern, change, reset, flaws, readOnly, kinds, fullMode }: Props) {
  const { t } = useTranslation();
  const detail = useTableDetail(source, table);
  const columns = detail.data?.columns ?? [];
  const set = (changes: Partial<TablePolicy>) => change({ ...policy, ...changes });
  const hasTextKey = policy.key.some((name) => (columns.find((column) => column.name === name)?.type as { type?: string } | undefined)?.type === "text");
  const first = columns.find(({ name }) => name === policy.key[0]);
  const described = kinds.filter(({ tableProperties }) => tableProperties.length > 0);

  return (
    <Form noValidate onSubmit={(event) => event.preventDefault()}>
      {flaws[""] && <Alert component="p" isInline variant="danger" title={flaws[""]} />}
      {!isOwn && pattern !== undefined && <Alert component="p" isInline isPlain variant="info" title={t("project.hasPatternsPolicy", { pattern })} />}
      {detail.isError && <ProblemAlert title={t("project.columnsUnknown")} error={detail.error} />}
      {detail.data?.failure && <Alert component="p" isInline variant="danger" title={detail.data.failure.message} />}
      <FormSection title={t("project.extraction")} titleElement="h3">
        <FormField id="extraction" label={t("project.mode")} flaw={flaws["extraction"] ?? flaws["extraction.mode"]} group="radiogroup">
          <Radio
            id="mode-full"
            name="mode"
            label={t("project.full")}
            description={t("project.fullHelp", { mode: t(`policy.fullModes.${fullMode}`) })}
            isChecked={!policy.incremental}
            isDisabled={readOnly}
            onChange={() => set({ incremental: false, key: [], lookBack: "", confirmedTextKey: false })}
          />
          <Radio
            id="mode-incremental"
            name="mode"
            label={t("project.incremental")}
            description={t("project.incrementalHelp")}
            isChecked={policy.incremental}
            isDisabled={readOnly}
            onChange={() => set({ incremental: true })}
          />
        </FormField>
        {policy.incremental && (
          <>
            <ColumnOrder
              id="incremental-key"
              label={t("project.incrementalKey")}
              help={t("project.incrementalKeyHelp")}
              flaw={flaws["extraction.key"]}
              columns={columns}
              chosen={policy.key}
              readOnly={readOnly}
              required
              change={(key) => set({ key })}
            />
            {(hasTextKey || policy.confirmedTextKey) && (
              <Checkbox
                id="confirmed-text-key"
                label={t("project.confirmedTextKey")}
                description={t("project.confirmedTextKeyHelp")}
                isChecked={policy.confirmedTextKey}
                isDisabled={readOnly}
                onChange={(_, confirmedTextKey) => set({ confirmedTextKey })}
              />
            )}
            <FormField
              id="look-back"
              label={t("project.lookBack")}
              help={t(isNumber(first?.type) ? "project.lookBackOfNumbers" : first ? "project.lookBackOfTimes" : "project.lookBackHelp")}
              flaw={flaws["extraction.lookBack"]}
            >
              {(describedBy) => (
                <TextInput
                  id="look-back"
                  autoComplete="off"
                  spellCheck={false}
                  value={policy.lookBack}
                  placeholder={isNumber(first?.type) ? "1000" : "PT10M"}
                  readOnlyVariant={readOnly ? "default" : undefined}
                  validated={flaws["extraction.lookBack"] ? "error" : "default"}
                  {...describedBy}
                  onChange={(_, lookBack) => set({ lookBack })}
                />
              )}
            </FormField>
          </>
        )}
      </FormSection>
      <FormSection title={t("project.keyFields")} titleElement="h3">
        <FormField id="key-fields" label={t("project.keyInTarget")} help={t("project.keyFieldsHelp")} group="radiogroup">
          <Radio
            id="key-source"
            name="key-fields"
            label={t("project.sourcesKey")}
            description={detail.data && (detail.data.primaryKey.join(", ") || t("project.sourceHasNoKey"))}
            isChecked={policy.keyFields === null}
            isDisabled={readOnly}
            onChange={() => set({ keyFields: null })}
          />
          <Radio
            id="key-these"
            name="key-fields"
            label={t("project.theseFields")}
            description={t("project.theseFieldsHelp")}
            isChecked={policy.keyFields !== null}
            isDisabled={readOnly}
            onChange={() => set({ keyFields: detail.data?.primaryKey ?? [] })}
          />
        </FormField>
        {policy.keyFields !== null && (
          <ColumnOrder
            id="key-fields-list"
            label={t("project.keyFields")}
            flaw={flaws["keyFields"]}
            columns={columns}
            chosen={policy.keyFields}
            readOnly={readOnly}
            change={(keyFields) => set({ keyFields })}
          />
        )}
      </FormSection>
      {described.map((kind) => (
        <FormSection key={kind.kind} title={t("project.propertiesOf", { kind: kind.title })} titleElement="h3">
          <PropertyFields
            kind={kind}
            columns={columns}
            values={policy.properties[kind.kind] ?? {}}
            flaws={flaws}
            readOnly={readOnly}
            change={(values) => {
              const { [kind.kind]: _, ...others } = policy.properties;
              set({ properties: Object.keys(values).length === 0 ? others : { ...others, [kind.kind]: values } });
            }}
          />
        </FormSection>
      ))}
      {isOwn && !readOnly && (
        <div>
          <Label isCompact color="blue">
            {t("project.ownPolicy")}
          </Label>{" "}
          <Button variant="link" onClick={reset}>
            {pattern === undefined ? t("project.resetPolicy") : t("project.resetToPattern", { pattern })}
          </Button>
        </div>
      )}
    </Form>
  );
}

const NUMBERS = ["int", "decimal", "unbounded-decimal", "floating"];

function isNumber(type: unknown): boolean {
  return NUMBERS.includes((type as { type?: string } | undefined)?.type ?? "");
}
