import { Alert, TextInput } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { Chooser } from "../common/Chooser";
import { FormField } from "../common/FormField";
import { useProjects } from "../connections/queries";
import { circleOf } from "./circle";
import type { PlanEditing } from "./PlanEditor";
import { useGraph } from "./queries";

interface Props extends PlanEditing {
  projectId: number;
  planId: number | undefined;
}

/** The projects that must have succeeded before, and how long they are waited for. */
export function DependenciesPart({ draft, change, flaws, readOnly, projectId, planId }: Props) {
  const { t } = useTranslation();
  const projects = useProjects();
  const graph = useGraph();
  const nameOf = (id: number) => projects.data?.find((one) => one.id === id)?.name ?? `#${id}`;
  const edges = graph.data?.edges ?? [];
  const circle = circleOf(edges, planId, projectId, draft.dependencies);
  const options = (projects.data ?? [])
    .filter(({ id }) => id !== projectId)
    .map(({ id, name }) => {
      const leadsBack = circleOf(edges, planId, projectId, [id]);
      return { value: String(id), text: name, ...(leadsBack && !draft.dependencies.includes(id) ? { unusable: t("plan.wouldWait", { way: leadsBack.map(nameOf).join(" → ") }) } : {}) };
    });
  const toggle = (value: string) => {
    const id = Number(value);
    change((before) => ({ ...before, dependencies: before.dependencies.includes(id) ? before.dependencies.filter((one) => one !== id) : [...before.dependencies, id] }));
  };
  return (
    <>
      <FormField id="dependencies" label={t("plan.dependencies")} help={t("plan.dependenciesHelp")} flaw={flaws["dependencies"]}>
        {(described) => (
          <Chooser
            id="dependencies"
            label={t("plan.dependencies")}
            options={options}
            chosen={draft.dependencies.map(String)}
            toggle={toggle}
            several
            readOnly={readOnly}
            describedBy={described["aria-describedby"]}
            placeholder={t("plan.chooseProjects")}
          />
        )}
      </FormField>
      {circle && <Alert component="p" isInline variant="danger" title={t("plan.circle")}>{circle.map(nameOf).join(" → ")}</Alert>}
      <FormField id="wait" label={t("plan.wait")} help={t("plan.waitHelp")} flaw={flaws["waitMinutes"]}>
        {(described) => (
          <TextInput
            id="wait"
            inputMode="numeric"
            value={draft.waitMinutes}
            readOnlyVariant={readOnly ? "default" : undefined}
            validated={flaws["waitMinutes"] ? "error" : "default"}
            {...described}
            onChange={(_, waitMinutes) => change((before) => ({ ...before, waitMinutes }))}
          />
        )}
      </FormField>
    </>
  );
}
