import { Alert, Button, Radio } from "@patternfly/react-core";
import { PlusCircleIcon } from "@patternfly/react-icons";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { useKeptFocus } from "../common/focus";
import { FormDialog } from "../common/FormDialog";
import { FormField } from "../common/FormField";
import { listOf, TextField } from "../common/TextField";
import { type Draft, keyOf, policyFrom, policyRequestOf, STANDARD } from "../projects/draft";
import type { Editing } from "../projects/editing";
import { policyByPattern } from "../projects/patterns";
import { number } from "../texts/format";

type PatternPolicy = Draft["patternPolicies"][number];

/** The table level for all tables that a pattern matches: one line each, and how many tables it is for. */
export function PatternLevel({ draft, change, flaws, readOnly }: Editing) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const addButton = useRef<HTMLButtonElement>(null);
  useKeptFocus(draft.patternPolicies, () => addButton.current);
  const tables = useMemo(() => {
    const find = policyByPattern(draft.patternPolicies);
    const counts = new Map<PatternPolicy, number>();
    draft.tables.forEach((table) => {
      const found = draft.policies[keyOf(table)] ? undefined : find(table);
      if (found) {
        counts.set(found, (counts.get(found) ?? 0) + 1);
      }
    });
    return counts;
  }, [draft.tables, draft.policies, draft.patternPolicies]);
  return (
    <>
      {flaws["patternPolicies"] && <Alert component="p" isInline variant="danger" title={flaws["patternPolicies"]} />}
      {draft.patternPolicies.length > 0 && (
        <Table variant="compact" gridBreakPoint="grid-md" aria-label={t("policy.patternLevel")}>
          <Thead>
            <Tr>
              <Th width={25}>{t("policy.pattern")}</Th>
              <Th modifier="wrap">{t("policy.tables")}</Th>
              <Th modifier="wrap">{t("project.mode")}</Th>
              <Th modifier="wrap">{t("project.incrementalKey")}</Th>
              <Th modifier="wrap">{t("project.keyFields")}</Th>
              <Th modifier="wrap">{t("project.properties")}</Th>
              {!readOnly && <Th screenReaderText={t("common.actions")} />}
            </Tr>
          </Thead>
          <Tbody>
            {draft.patternPolicies.map((one) => {
              const policy = policyFrom(one);
              return (
                <Tr key={one.pattern}>
                  <Td dataLabel={t("policy.pattern")} modifier="breakWord">
                    {one.pattern}
                  </Td>
                  <Td dataLabel={t("policy.tables")}>{number(tables.get(one) ?? 0)}</Td>
                  <Td dataLabel={t("project.mode")}>{t(policy.incremental ? "project.incremental" : "project.full")}</Td>
                  <Td dataLabel={t("project.incrementalKey")} modifier="breakWord">
                    {[policy.key.join(", "), policy.lookBack && t("policy.lookingBack", { lookBack: policy.lookBack })].filter(Boolean).join("; ") || "–"}
                  </Td>
                  <Td dataLabel={t("project.keyFields")} modifier="breakWord">
                    {policy.keyFields === null ? t("project.sourcesKey") : policy.keyFields.join(", ") || t("project.noKey")}
                  </Td>
                  <Td dataLabel={t("project.properties")} modifier="breakWord">
                    {Object.keys(policy.properties).join(", ") || "–"}
                  </Td>
                  {!readOnly && (
                    <Td isActionCell>
                      <Button
                        variant="link"
                        aria-label={t("project.removePattern", { pattern: one.pattern })}
                        onClick={() => change((before) => ({ ...before, patternPolicies: before.patternPolicies.filter(({ pattern }) => pattern !== one.pattern) }))}
                      >
                        {t("policy.remove")}
                      </Button>
                    </Td>
                  )}
                </Tr>
              );
            })}
          </Tbody>
        </Table>
      )}
      {!readOnly && (
        <div>
          <Button ref={addButton} variant="secondary" icon={<PlusCircleIcon />} onClick={() => setAdding(true)}>
            {t("policy.addPattern")}
          </Button>
        </div>
      )}
      {adding && (
        <NewPatternPolicy
          taken={draft.patternPolicies.map(({ pattern }) => pattern ?? "")}
          add={(one) => change((before) => ({ ...before, patternPolicies: [...before.patternPolicies, one] }))}
          close={() => setAdding(false)}
        />
      )}
    </>
  );
}

function NewPatternPolicy({ taken, add, close }: { taken: readonly string[]; add: (one: PatternPolicy) => void; close: () => void }) {
  const { t } = useTranslation();
  const [pattern, setPattern] = useState("");
  const [incremental, setIncremental] = useState(true);
  const [key, setKey] = useState("");
  const [lookBack, setLookBack] = useState("");
  const [keyFields, setKeyFields] = useState("");
  const [asked, setAsked] = useState(false);
  const flaws = {
    pattern: pattern.trim() === "" ? t("policy.patternMissing") : taken.includes(pattern.trim()) ? t("policy.patternTaken") : undefined,
    key: incremental && listOf(key).length === 0 ? t("project.noIncrementalKey") : undefined,
  };
  const submit = () => {
    setAsked(true);
    if (flaws.pattern || flaws.key) {
      return;
    }
    const fields = listOf(keyFields);
    add({
      pattern: pattern.trim(),
      ...policyRequestOf({ ...STANDARD, incremental, key: incremental ? listOf(key) : [], lookBack: incremental ? lookBack : "", keyFields: fields.length === 0 ? null : fields }),
    } as PatternPolicy);
    close();
  };
  return (
    <FormDialog
      id="pattern-policy"
      title={t("policy.addPattern")}
      description={t("policy.patternLevelHelp")}
      action={t("project.add")}
      firstField="pattern-policy-pattern"
      submit={submit}
      close={close}
    >
      <TextField id="pattern-policy-pattern" label={t("policy.pattern")} help={t("policy.patternHelp")} flaw={asked ? flaws.pattern : undefined} required value={pattern} change={setPattern} />
      <FormField id="pattern-policy-mode" label={t("project.mode")} group="radiogroup">
        <Radio id="pattern-policy-incremental" name="pattern-policy-mode" label={t("project.incremental")} isChecked={incremental} onChange={() => setIncremental(true)} />
        <Radio id="pattern-policy-full" name="pattern-policy-mode" label={t("project.full")} isChecked={!incremental} onChange={() => setIncremental(false)} />
      </FormField>
      {incremental && (
        <>
          <TextField id="pattern-policy-key" label={t("project.incrementalKey")} help={t("policy.patternKeyHelp")} flaw={asked ? flaws.key : undefined} required value={key} change={setKey} />
          <TextField id="pattern-policy-look-back" label={t("project.lookBack")} help={t("project.lookBackHelp")} value={lookBack} change={setLookBack} />
        </>
      )}
      <TextField id="pattern-policy-key-fields" label={t("project.keyFields")} help={t("policy.patternKeyFieldsHelp")} value={keyFields} change={setKeyFields} />
    </FormDialog>
  );
}
