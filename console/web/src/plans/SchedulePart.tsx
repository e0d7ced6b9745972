import { Button, Card, CardBody, CardHeader, CardTitle, Checkbox, FormSelect, FormSelectOption, Grid, GridItem, TextInput, ToggleGroup, ToggleGroupItem } from "@patternfly/react-core";
import { PlusCircleIcon, TrashIcon } from "@patternfly/react-icons";
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";

import { Chooser } from "../common/Chooser";
import { FormField } from "../common/FormField";
import { EVERY, type Every, newSchedule, type PlanDraft, type ScheduleDraft, WEEKDAYS } from "./plan";
import type { PlanEditing } from "./PlanEditor";

const MOST_SCHEDULES = 50;
const DAYS = Array.from({ length: 31 }, (_, i) => i + 1);

/** When it is due: several schedules, in one zone. */
export function SchedulePart({ draft, change, flaws, readOnly }: PlanEditing) {
  const { t } = useTranslation();
  const zones = useMemo(() => ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")].map((zone) => ({ value: zone, text: zone })), []);
  const addButton = useRef<HTMLButtonElement>(null);
  const add = () => {
    set({ schedules: [...draft.schedules, newSchedule()] });
    // Where it is said what is added, which stands before the button.
    setTimeout(() => document.getElementById(`every-${draft.schedules.length}`)?.focus());
  };
  const remove = (schedule: number) => {
    set({ schedules: draft.schedules.filter((_, at) => at !== schedule) });
    addButton.current?.focus();
  };
  const set = (changes: Partial<PlanDraft>) => change((before) => ({ ...before, ...changes }));
  const setSchedule = (at: number, changes: Partial<ScheduleDraft>) =>
    change((before) => ({ ...before, schedules: before.schedules.map((one, i) => (i === at ? { ...one, ...changes } : one)) }));
  const limit = (field: "from" | "until") => (
    <FormField id={field} label={t(`plan.${field}`)} flaw={flaws[field]}>
      {(described) => (
        <TextInput
          id={field}
          type="datetime-local"
          value={draft[field]}
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
      <FormField id="plan-zone" label={t("plan.zone")} help={t("plan.zoneHelp")} flaw={flaws["zone"]} required>
        {(described) => (
          <Chooser id="plan-zone" label={t("plan.zone")} options={zones} chosen={draft.zone ? [draft.zone] : []} toggle={(zone) => set({ zone })} readOnly={readOnly} describedBy={described["aria-describedby"]} />
        )}
      </FormField>
      {flaws["schedules"] && <p className="syncline-bad">{flaws["schedules"]}</p>}
      {draft.schedules.map((schedule, i) => (
        <Card key={i} isCompact component="section" aria-label={t("plan.scheduleNumber", { number: i + 1 })}>
          <CardHeader
            {...(readOnly || draft.schedules.length === 1
              ? {}
              : {
                  actions: {
                    actions: (
                      <Button
                        variant="plain"
                        icon={<TrashIcon />}
                        aria-label={t("plan.removeSchedule", { number: i + 1 })}
                        onClick={() => remove(i)}
                      />
                    ),
                  },
                })}
          >
            <CardTitle component="h3">{t("plan.scheduleNumber", { number: i + 1 })}</CardTitle>
          </CardHeader>
          <CardBody className="syncline-form">
            <FormField id={`every-${i}`} label={t("plan.every")}>
              <FormSelect id={`every-${i}`} value={schedule.every} isDisabled={readOnly} onChange={(_, every) => setSchedule(i, { every: every as Every })}>
                {EVERY.map((one) => (
                  <FormSelectOption key={one} value={one} label={t(`plan.everyWords.${one}`)} />
                ))}
              </FormSelect>
            </FormField>
            <ScheduleFields at={i} schedule={schedule} set={(changes) => setSchedule(i, changes)} flaws={flaws} readOnly={readOnly} />
          </CardBody>
        </Card>
      ))}
      {!readOnly && (
        <div>
          <Button ref={addButton} variant="link" icon={<PlusCircleIcon />} isDisabled={draft.schedules.length >= MOST_SCHEDULES} onClick={add}>
            {t("plan.addSchedule")}
          </Button>
        </div>
      )}
      <Grid hasGutter>
        <GridItem sm={6}>{limit("from")}</GridItem>
        <GridItem sm={6}>{limit("until")}</GridItem>
      </Grid>
    </>
  );
}

interface FieldsProps {
  at: number;
  schedule: ScheduleDraft;
  set: (changes: Partial<ScheduleDraft>) => void;
  flaws: Readonly<Record<string, string>>;
  readOnly: boolean;
}

function ScheduleFields({ at, schedule, set, flaws, readOnly }: FieldsProps) {
  const { t } = useTranslation();
  const text = (field: "minutes" | "times" | "expression" | "at") => {
    const flaw = flaws[`schedules.${at}.${field}`];
    return (
      <FormField id={`${field}-${at}`} label={t(`plan.${field}`)} help={t(`plan.${field}Help`)} flaw={flaw} required>
        {(described) => (
          <TextInput
            id={`${field}-${at}`}
            isRequired
            autoComplete="off"
            spellCheck={false}
            value={schedule[field]}
            readOnlyVariant={readOnly ? "default" : undefined}
            validated={flaw ? "error" : "default"}
            {...described}
            onChange={(_, value) => set({ [field]: value })}
          />
        )}
      </FormField>
    );
  };
  const flawOfDays = flaws[`schedules.${at}.days`];
  switch (schedule.every) {
    case "hourly":
      return text("minutes");
    case "daily":
      return text("times");
    case "weekly":
      return (
        <>
          <FormField id={`weekdays-${at}`} label={t("plan.weekdays")} flaw={flawOfDays} required group="group">
            <ToggleGroup aria-label={t("plan.weekdays")} className="syncline-wrap">
              {WEEKDAYS.map((day) => (
                <ToggleGroupItem
                  key={day}
                  text={t(`plan.days.${day}`)}
                  isSelected={schedule.weekdays.includes(day)}
                  isDisabled={readOnly}
                  onChange={(_, chosen) => set({ weekdays: chosen ? [...schedule.weekdays, day] : schedule.weekdays.filter((one) => one !== day) })}
                />
              ))}
            </ToggleGroup>
          </FormField>
          {text("times")}
        </>
      );
    case "monthly":
      return (
        <>
          <FormField id={`monthdays-${at}`} label={t("plan.monthDays")} help={t("plan.monthDaysHelp")} flaw={flawOfDays} required group="group">
            <ToggleGroup aria-label={t("plan.monthDays")} className="syncline-wrap" isCompact>
              {DAYS.map((day) => (
                <ToggleGroupItem
                  key={day}
                  text={String(day)}
                  isSelected={schedule.monthDays.includes(day)}
                  isDisabled={readOnly}
                  onChange={(_, chosen) => set({ monthDays: chosen ? [...schedule.monthDays, day] : schedule.monthDays.filter((one) => one !== day) })}
                />
              ))}
            </ToggleGroup>
            <Checkbox id={`last-${at}`} label={t("plan.lastDay")} isChecked={schedule.lastDay} isDisabled={readOnly} onChange={(_, lastDay) => set({ lastDay })} />
          </FormField>
          {text("times")}
        </>
      );
    case "cron":
      return text("expression");
    case "once":
      return text("at");
  }
}
