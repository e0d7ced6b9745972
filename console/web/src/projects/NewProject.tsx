import { ActionList, ActionListGroup, ActionListItem, Breadcrumb, BreadcrumbItem, Button, Wizard, WizardFooterWrapper, WizardStep, useWizardContext } from "@patternfly/react-core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import { answered, config } from "../api/client";
import { Problem } from "../api/problem";
import { tell } from "../common/toasts";
import { PROJECTS, useConnections, useKinds } from "../connections/queries";
import { Screen } from "../frame/Screen";
import { Failed, Loading, ProblemAlert } from "../frame/States";
import { Unsaved } from "../frame/Unsaved";
import { PolicyForm } from "../policies/PolicyForm";
import { focusField } from "../policies/words";
import { useMay } from "../session/session";
import { type Draft, EMPTY, flawsOf, requestOf } from "./draft";
import { byPlace } from "./findings";
import { FlawList } from "./FlawList";
import { useCheck } from "./queries";
import { Review } from "./Review";
import { SourceAndTargets } from "./SourceAndTargets";
import { STEPS, type Step, stepOf } from "./steps";
import { TablePicker } from "./TablePicker";
import { useFlawWords } from "./useFlawWords";

/** A project from nothing: source and targets, tables, policy, and what a run would do. It is stored by its last step. */
export function NewProject() {
  const { t } = useTranslation();
  const connections = useConnections();
  const kinds = useKinds();
  const mayEdit = useMay("editor");
  const above = (
    <Breadcrumb className="syncline-breadcrumb">
      <BreadcrumbItem render={({ className }) => <Link className={className} to="/projects">{t("projects.title")}</Link>} />
      <BreadcrumbItem isActive>{t("projects.new")}</BreadcrumbItem>
    </Breadcrumb>
  );
  const body = () => {
    if (!mayEdit) {
      return <Failed error={new Problem(403, { type: "problems/forbidden", title: "", detail: t("project.editorMakes") })} />;
    }
    if (connections.isError || kinds.isError) {
      return <Failed error={connections.error ?? kinds.error} retry={() => void (connections.isError ? connections.refetch() : kinds.refetch())} />;
    }
    if (connections.isPending || kinds.isPending) {
      return <Loading />;
    }
    return <Steps connections={connections.data} kinds={kinds.data} />;
  };
  return (
    <Screen title={t("projects.new")} above={above}>
      {body()}
    </Screen>
  );
}

interface Props {
  connections: NonNullable<ReturnType<typeof useConnections>["data"]>;
  kinds: NonNullable<ReturnType<typeof useKinds>["data"]>;
}

function Steps({ connections, kinds }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const wordsOf = useFlawWords();
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [step, setStep] = useState<Step>("connections");
  const [seen, setSeen] = useState<ReadonlySet<Step>>(new Set());
  const [refused, setRefused] = useState<Record<string, string>>({});
  const [saved, setSaved] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const check = useCheck(draft, true);
  const nameOf = (id: number) => connections.find((one) => one.id === id)?.name ?? `#${id}`;

  const own = wordsOf(flawsOf(draft));
  const every: Record<string, string> = { ...check.problems, ...own, ...refused };
  const of = (one: Step) => Object.fromEntries(Object.entries(every).filter(([place]) => stepOf(place) === one));
  const flaws = Object.fromEntries(Object.entries(every).filter(([place]) => seen.has(stepOf(place)) || !(place in own)));

  const saving = useMutation({
    mutationFn: () => answered(config.POST("/api/v1/projects", { body: requestOf(draft) })),
    onMutate: () => setRefused({}),
    onError: (error) => {
      if (error instanceof Problem) {
        const found = byPlace(error.findings, requestOf(draft));
        setRefused(error.is("name-taken") && !found["name"] ? { ...found, name: error.detail } : found);
      }
    },
    onSuccess: ({ data }) => {
      flushSync(() => setSaved(true));
      tell("success", t("project.made", { name: data.name }));
      void queries.invalidateQueries({ queryKey: PROJECTS });
      void navigate(`/projects/${data.id}`);
    },
  });

  const change = (make: (draft: Draft) => Draft) => {
    setDraft(make);
    setRefused({});
    saving.reset();
  };
  const editing = { draft, change, flaws, readOnly: false };

  /** Whether the step can be left; what is in the way is shown, and gone to. */
  const leaves = () => {
    setSeen((before) => new Set([...before, step]));
    if (Object.keys(of(step)).length === 0) {
      return true;
    }
    setTimeout(() => body.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
    return false;
  };
  const firstWithFlaws = STEPS.find((one) => Object.keys(of(one)).length > 0);

  const footer = (goOn: () => void, back: () => void) => (
    <WizardFooterWrapper>
      <ActionList>
        <ActionListGroup>
          <ActionListItem>
            {step === "review" ? (
              <Button isLoading={saving.isPending} isDisabled={saving.isPending} onClick={() => (firstWithFlaws ? setSeen(new Set(STEPS)) : saving.mutate())}>
                {t("common.save")}
              </Button>
            ) : (
              <Button onClick={() => leaves() && goOn()}>{t("project.next")}</Button>
            )}
          </ActionListItem>
          <ActionListItem>
            <Button variant="secondary" isDisabled={step === "connections"} onClick={back}>
              {t("project.back")}
            </Button>
          </ActionListItem>
        </ActionListGroup>
        <ActionListGroup>
          <ActionListItem>
            <Button variant="link" onClick={() => void navigate("/projects")}>
              {t("common.cancel")}
            </Button>
          </ActionListItem>
        </ActionListGroup>
      </ActionList>
    </WizardFooterWrapper>
  );

  const content: Record<Step, React.ReactNode> = {
    connections: <SourceAndTargets {...editing} connections={connections} kinds={kinds} />,
    tables: <TablePicker {...editing} />,
    policy: <PolicyForm {...editing} />,
    review: (
      <>
        <FlawList flaws={every} />
        {saving.isError && Object.keys(refused).length === 0 && <ProblemAlert title={t("project.notSaved")} error={saving.error} />}
        {firstWithFlaws === undefined && <ReviewStep draft={draft} nameOf={nameOf} />}
      </>
    ),
  };

  return (
    <div ref={body}>
      <Wizard
        navAriaLabel={t("project.steps")}
        isVisitRequired
        shouldFocusContent
        className="syncline-wizard"
        onStepChange={(_, next) => {
          setSeen((before) => new Set([...before, step]));
          setStep(next.id as Step);
        }}
        footer={(_, goOn, back) => footer(() => void goOn(undefined as never), () => void back(undefined as never))}
      >
        {STEPS.map((one) => (
          <WizardStep key={one} id={one} name={t(`project.step.${one}`)} status={seen.has(one) && Object.keys(of(one)).length > 0 ? "error" : "default"}>
            {step === one && content[one]}
          </WizardStep>
        ))}
      </Wizard>
      <Unsaved edited={draft !== EMPTY && !saved} />
    </div>
  );
}

function ReviewStep(review: Pick<React.ComponentProps<typeof Review>, "draft" | "nameOf">) {
  const { goToStepById } = useWizardContext();
  return (
    <Review
      {...review}
      goToField={(field) => {
        void goToStepById("policy");
        focusField(field);
      }}
    />
  );
}
