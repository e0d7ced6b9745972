import { ActionGroup, Alert, Button, Form, Grid, GridItem, Switch, Tab, Tabs, TabTitleIcon, TabTitleText, TextInput, Title } from "@patternfly/react-core";
import { ExclamationCircleIcon } from "@patternfly/react-icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { answered, ok, scheduler } from "../api/client";
import { Problem } from "../api/problem";
import { FormField } from "../common/FormField";
import { tell } from "../common/toasts";
import { ProblemAlert } from "../frame/States";
import { useMay } from "../session/session";
import { BasicPart } from "./BasicPart";
import { AlertsPart } from "./AlertsPart";
import { DependenciesPart } from "./DependenciesPart";
import { flawsOfPlan, partOf, type PlanDraft, type PlanView, refusalsOf, requestOfPlan } from "./plan";
import { PlanSummary } from "./PlanSummary";
import { SchedulePart } from "./SchedulePart";

export interface PlanEditing {
  draft: PlanDraft;
  change: (step: (draft: PlanDraft) => PlanDraft) => void;
  flaws: Readonly<Record<string, string>>;
  readOnly: boolean;
}

interface Props {
  projectId: number;
  saved: PlanView | undefined;
  draft: PlanDraft;
  edited: boolean;
  change: PlanEditing["change"];
  forget: () => void;
  close: () => void;
}

const PARTS = ["basic", "schedule", "dependencies", "alerts"] as const;
type Part = (typeof PARTS)[number];

/** One execution plan in its parts, with what it means beside them. */
export function PlanEditor({ projectId, saved, draft, edited, change, forget, close }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const mayEdit = useMay("editor");
  const mayDelete = useMay("admin");
  const [params, setParams] = useSearchParams();
  const [theirs, setTheirs] = useState<PlanView>();
  const title = useRef<HTMLDivElement>(null);
  useEffect(() => title.current?.focus(), []);
  const part = PARTS.find((one) => one === params.get("part")) ?? "basic";
  const show = (next: Part) => setParams((before) => new URLSearchParams([...[...before].filter(([name]) => name !== "part"), ["part", next]]), { replace: true });

  const [refused, setRefused] = useState<Record<string, string>>({});
  const known = Object.fromEntries(Object.entries(flawsOfPlan(draft)).map(([field, flaw]) => [field, t(flaw === "missing" ? "flaws.missing" : `plan.flaws.${flaw}`)]));
  const flaws: Record<string, string> = { ...refused, ...known };
  const editing: PlanEditing = {
    draft,
    change: (step) => {
      setRefused({});
      change(step);
    },
    flaws,
    readOnly: !mayEdit,
  };

  const done = () => {
    forget();
    void queries.invalidateQueries({ queryKey: ["plans"] });
    void queries.invalidateQueries({ queryKey: ["plan-graph"] });
    void queries.invalidateQueries({ queryKey: ["project-status", projectId] });
  };
  const saving = useMutation({
    mutationFn: (version: number | undefined) =>
      saved && version !== undefined
        ? answered(scheduler.PUT("/api/v1/plans/{id}", { params: { path: { id: saved.id }, header: { "If-Match": `"${version}"` } }, body: requestOfPlan(draft, projectId) }))
        : answered(scheduler.POST("/api/v1/plans", { body: requestOfPlan(draft, projectId) })),
    onMutate: () => setRefused({}),
    onSuccess: ({ data }) => {
      tell("success", t("plan.saved", { name: data.name }), data.sentence);
      done();
      close();
    },
    onError: async (error) => {
      if (saved && error instanceof Problem && error.is("stale")) {
        setTheirs(await ok(scheduler.GET("/api/v1/plans/{id}", { params: { path: { id: saved.id } } })));
      } else if (error instanceof Problem) {
        const found = refusalsOf(error.findings);
        setRefused(found);
        const first = Object.keys(found)[0];
        if (first !== undefined) {
          show(partOf(first));
        }
      }
    },
  });
  const removing = useMutation({
    mutationFn: () => answered(scheduler.DELETE("/api/v1/plans/{id}", { params: { path: { id: saved!.id }, header: { "If-Match": `"${saved!.version}"` } } })),
    onSuccess: () => {
      tell("success", t("plan.deleted", { name: saved!.name }));
      done();
      close();
    },
  });
  const save = () => {
    const first = Object.keys(known)[0];
    if (first !== undefined) {
      show(partOf(first));
    } else if (!saving.isPending) {
      saving.mutate(saved?.version);
    }
  };

  const content: Record<Part, React.ReactNode> = {
    basic: <BasicPart {...editing} />,
    schedule: <SchedulePart {...editing} />,
    dependencies: <DependenciesPart {...editing} projectId={projectId} planId={saved?.id} />,
    alerts: <AlertsPart {...editing} />,
  };

  return (
    <>
      <Button variant="link" isInline className="syncline-below" onClick={close}>
        {t("plan.all")}
      </Button>
      <div ref={title} tabIndex={-1} className="syncline-heading syncline-below">
        <Title headingLevel="h2" size="lg">
          {saved ? saved.name : t("plan.new")}
        </Title>
      </div>
      <Grid hasGutter>
        <GridItem lg={7}>
          <Form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              save();
            }}
          >
            <FormField id="plan-name" label={t("plan.name")} flaw={flaws["name"]} required>
              {(described) => (
                <TextInput
                  id="plan-name"
                  isRequired
                  autoComplete="off"
                  value={draft.name}
                  readOnlyVariant={mayEdit ? undefined : "default"}
                  validated={flaws["name"] ? "error" : "default"}
                  {...described}
                  onChange={(_, name) => editing.change((before) => ({ ...before, name }))}
                />
              )}
            </FormField>
            <Switch
              id="plan-enabled"
              label={t("plan.isEnabled")}
              isChecked={draft.enabled}
              isDisabled={!mayEdit}
              onChange={(_, enabled) => editing.change((before) => ({ ...before, enabled }))}
            />
            <Tabs activeKey={part} onSelect={(_, key) => show(key as Part)} aria-label={t("plan.parts")} isSubtab mountOnEnter unmountOnExit>
              {PARTS.map((one) => (
                <Tab
                  key={one}
                  eventKey={one}
                  title={
                    <>
                      <TabTitleText>{t(`plan.tabs.${one}`)}</TabTitleText>
                      {Object.keys(flaws).some((field) => field !== "name" && partOf(field) === one) && (
                        <TabTitleIcon>
                          <ExclamationCircleIcon className="syncline-bad" title={t("plan.hasFlaws")} />
                        </TabTitleIcon>
                      )}
                    </>
                  }
                >
                  <div className="syncline-apart syncline-form">{part === one && content[one]}</div>
                </Tab>
              ))}
            </Tabs>
            {saving.isError && !theirs && <ProblemAlert title={t("plan.notSaved")} error={saving.error} />}
            {removing.isError && <ProblemAlert title={t("plan.notDeleted")} error={removing.error} />}
            {theirs && (
              <Alert
                component="p"
                isInline
                variant="warning"
                title={t("stale.title", { name: theirs.name })}
                actionLinks={
                  <>
                    <Button variant="link" isInline onClick={() => saving.mutate(theirs.version, { onSettled: () => setTheirs(undefined) })}>
                      {t("stale.saveMine")}
                    </Button>{" "}
                    <Button
                      variant="link"
                      isInline
                      onClick={() => {
                        setTheirs(undefined);
                        done();
                      }}
                    >
                      {t("stale.takeTheirs")}
                    </Button>
                  </>
                }
              >
                {theirs.sentence}
              </Alert>
            )}
            <ActionGroup>
              {mayEdit && (
                <Button type="submit" isLoading={saving.isPending} isAriaDisabled={saving.isPending || (saved !== undefined && !edited)}>
                  {t("plan.save")}
                </Button>
              )}
              <Button
                variant="link"
                onClick={() => {
                  forget();
                  close();
                }}
              >
                {t(edited ? "project.discard" : "common.close")}
              </Button>
              {saved && mayDelete && (
                <Button variant="link" isDanger isLoading={removing.isPending} onClick={() => removing.mutate()}>
                  {t("common.delete")}
                </Button>
              )}
            </ActionGroup>
          </Form>
        </GridItem>
        <GridItem lg={5}>
          <PlanSummary draft={draft} projectId={projectId} />
        </GridItem>
      </Grid>
    </>
  );
}
