import { Checkbox, FormSection, FormSelect, FormSelectOption, Grid, GridItem, Radio, TextInput } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { FormField } from "../common/FormField";
import { type Action, ACTIONS, type ConnectionPolicy, FIELD_CHANGES, FULL_MODES, type Trouble, TROUBLES } from "../projects/draft";
import type { Editing } from "../projects/editing";

/** The connection level: what holds for every schema and table. */
export function PolicyFields({ draft, change, flaws, readOnly }: Editing) {
  const { t } = useTranslation();
  const { policy } = draft;
  const set = (changes: Partial<ConnectionPolicy>) => change((before) => ({ ...before, policy: { ...before.policy, ...changes } }));

  return (
    <>
      <FormSection title={t("policy.full")} titleElement="h3">
        <FormField id="policy.fullMode" label={t("policy.fullMode")} flaw={flaws["policy.fullMode"]} group="radiogroup">
          {FULL_MODES.map((mode) => (
            <Radio
              key={mode}
              id={`fullMode-${mode}`}
              name="fullMode"
              label={t(`policy.fullModes.${mode}`)}
              description={t(`policy.fullModesHelp.${mode}`)}
              isChecked={policy.fullMode === mode}
              isDisabled={readOnly}
              onChange={() => set({ fullMode: mode })}
            />
          ))}
        </FormField>
      </FormSection>
      <FormSection title={t("policy.changes")} titleElement="h3">
        <FormField id="policy.fieldChanges" label={t("policy.fieldChanges")} flaw={flaws["policy.fieldChanges"]} group="radiogroup">
          {FIELD_CHANGES.map((mode) => (
            <Radio
              key={mode}
              id={`fieldChanges-${mode}`}
              name="fieldChanges"
              label={t(`policy.fieldChangesModes.${mode}`)}
              description={t(`policy.fieldChangesHelp.${mode}`)}
              isChecked={policy.fieldChanges === mode}
              isDisabled={readOnly}
              onChange={() => set({ fieldChanges: mode })}
            />
          ))}
        </FormField>
        <Checkbox
          id="ignoreNewTables"
          label={t("policy.ignoreNewTables")}
          description={t("policy.ignoreNewTablesHelp")}
          isChecked={policy.ignoreNewTables}
          isDisabled={readOnly}
          onChange={(_, ignoreNewTables) => set({ ignoreNewTables })}
        />
        <Checkbox
          id="addSyncTime"
          label={t("policy.addSyncTime")}
          description={t("policy.addSyncTimeHelp")}
          isChecked={policy.addSyncTime}
          isDisabled={readOnly}
          onChange={(_, addSyncTime) => set({ addSyncTime })}
        />
      </FormSection>
      <FormSection title={t("policy.values")} titleElement="h3">
        <p>{t("policy.valuesHelp")}</p>
        <Grid hasGutter>
          {TROUBLES.map((trouble) => (
            <GridItem key={trouble} sm={6}>
              <FormField id={`values-${trouble}`} label={t(`policy.troubles.${trouble}`)} help={t(`policy.troublesHelp.${trouble}`)} flaw={flaws[`policy.values.${trouble}`]}>
                {(described) => (
                  <FormSelect
                    id={`values-${trouble}`}
                    value={policy.values[trouble] ?? "fail"}
                    isDisabled={readOnly}
                    {...described}
                    onChange={(_, action) => set({ values: withAction(policy.values, trouble, action as Action) })}
                  >
                    {ACTIONS.filter((action) => trouble !== "nul-character" || action !== "text").map((action) => (
                      <FormSelectOption key={action} value={action} label={t(`policy.actions.${action}`)} />
                    ))}
                  </FormSelect>
                )}
              </FormField>
            </GridItem>
          ))}
        </Grid>
        <FormField id="policy.pageSize" label={t("policy.pageSize")} help={t("policy.pageSizeHelp")} flaw={flaws["policy.pageSize"]}>
          {(described) => (
            <TextInput
              id="policy.pageSize"
              className="syncline-narrow"
              inputMode="numeric"
              value={policy.pageSize}
              readOnlyVariant={readOnly ? "default" : undefined}
              validated={flaws["policy.pageSize"] ? "error" : "default"}
              {...described}
              onChange={(_, pageSize) => set({ pageSize })}
            />
          )}
        </FormField>
      </FormSection>
    </>
  );
}

function withAction(values: ConnectionPolicy["values"], trouble: Trouble, action: Action): ConnectionPolicy["values"] {
  const { [trouble]: _, ...others } = values;
  return action === "fail" ? others : { ...others, [trouble]: action };
}
