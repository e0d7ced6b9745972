import { FormSection, Radio, TextInput } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { FormField } from "../common/FormField";
import { SCHEMA_MODES, TABLE_MODES } from "../projects/draft";
import type { Editing } from "../projects/editing";

/** How schemas and tables are called in the targets. */
export function NamingFields({ draft, change, flaws, readOnly }: Editing) {
  const { t } = useTranslation();
  const { schemaNaming, tableNaming } = draft;

  const text = (id: "schemaNaming.prefix" | "schemaNaming.name" | "tableNaming.infix", label: string, value: string, set: (value: string) => void) => (
    <FormField id={id} label={label} flaw={flaws[id]} required>
      {(described) => (
        <TextInput
          id={id}
          isRequired
          autoComplete="off"
          spellCheck={false}
          value={value}
          readOnlyVariant={readOnly ? "default" : undefined}
          validated={flaws[id] ? "error" : "default"}
          {...described}
          onChange={(_, next) => set(next)}
        />
      )}
    </FormField>
  );

  return (
    <>
      <FormSection title={t("policy.schemaNames")} titleElement="h3">
        <FormField id="schemaNaming" label={t("policy.schemaNaming")} flaw={flaws["schemaNaming"]} required group="radiogroup">
          {SCHEMA_MODES.map((mode) => (
            <Radio
              key={mode}
              id={`schemaNaming-${mode}`}
              name="schemaNaming"
              label={t(`policy.schemaModes.${mode}`)}
              description={t(`policy.schemaModesHelp.${mode}`)}
              isChecked={schemaNaming.mode === mode}
              isDisabled={readOnly}
              onChange={() => change((before) => ({ ...before, schemaNaming: { ...before.schemaNaming, mode } }))}
            />
          ))}
        </FormField>
        {schemaNaming.mode === "prefix" &&
          text("schemaNaming.prefix", t("policy.prefix"), schemaNaming.prefix, (prefix) => change((before) => ({ ...before, schemaNaming: { ...before.schemaNaming, prefix } })))}
        {schemaNaming.mode === "fixed" &&
          text("schemaNaming.name", t("policy.fixedName"), schemaNaming.name, (name) => change((before) => ({ ...before, schemaNaming: { ...before.schemaNaming, name } })))}
      </FormSection>
      <FormSection title={t("policy.tableNames")} titleElement="h3">
        <FormField id="tableNaming" label={t("policy.tableNaming")} flaw={flaws["tableNaming"]} required group="radiogroup">
          {TABLE_MODES.map((mode) => (
            <Radio
              key={mode}
              id={`tableNaming-${mode}`}
              name="tableNaming"
              label={t(`policy.tableModes.${mode}`)}
              description={t(`policy.tableModesHelp.${mode}`)}
              isChecked={tableNaming.mode === mode}
              isDisabled={readOnly}
              onChange={() => change((before) => ({ ...before, tableNaming: { ...before.tableNaming, mode } }))}
            />
          ))}
        </FormField>
        {tableNaming.mode === "schema-infix" &&
          text("tableNaming.infix", t("policy.infix"), tableNaming.infix, (infix) => change((before) => ({ ...before, tableNaming: { ...before.tableNaming, infix } })))}
      </FormSection>
    </>
  );
}
