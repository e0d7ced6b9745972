import { FormSelect, FormSelectOption, Grid, GridItem, Radio, TextInput } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { FormField } from "../common/FormField";
import { MISSED, type PlanDraft, PRIORITIES } from "./plan";
import type { PlanEditing } from "./PlanEditor";

/** How often it is tried, who comes first, and what becomes of times that nobody was there for. */
export function BasicPart({ draft, change, flaws, readOnly }: PlanEditing) {
  const { t } = useTranslation();
  const set = (changes: Partial<PlanDraft>) => change((before) => ({ ...before, ...changes }));
  const number = (field: "attempts" | "backoffSeconds", placeholder: string) => (
    <FormField id={field} label={t(`plan.${field}`)} help={t(`plan.${field}Help`)} flaw={flaws[field]}>
      {(described) => (
        <TextInput
          id={field}
          inputMode="numeric"
          value={draft[field]}
          placeholder={placeholder}
          readOnlyVariant={readOnly ? "default" : undefined}
          validated={flaws[field] ? "error" : "default"}
          {...described}
          onChange={(_, value) => set({ [field]: value })}
        />
      )}
    </FormField>
  );
  return (
    <>
      <Grid hasGutter>
        <GridItem sm={6}>{number("attempts", t("plan.schedulersOwn"))}</GridItem>
        {draft.attempts.trim() !== "" && <GridItem sm={6}>{number("backoffSeconds", "30")}</GridItem>}
      </Grid>
      <FormField id="priority" label={t("plan.priority")} help={t("plan.priorityHelp")} group="radiogroup">
        {PRIORITIES.map((one) => (
          <Radio key={one} id={`priority-${one}`} name="priority" label={t(`plan.priorities.${one}`)} isChecked={draft.priority === one} isDisabled={readOnly} onChange={() => set({ priority: one })} />
        ))}
      </FormField>
      <FormField id="missed" label={t("plan.missed")} help={t(`plan.missedHelp.${draft.missed}`)}>
        {(described) => (
          <FormSelect id="missed" value={draft.missed} isDisabled={readOnly} {...described} onChange={(_, value) => set({ missed: value as PlanDraft["missed"] })}>
            {MISSED.map((one) => (
              <FormSelectOption key={one} value={one} label={t(`plan.missedRules.${one}`)} />
            ))}
          </FormSelect>
        )}
      </FormField>
    </>
  );
}
