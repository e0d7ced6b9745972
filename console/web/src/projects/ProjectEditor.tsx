import { Label, Tab, Tabs, TabTitleText } from "@patternfly/react-core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";

import { answered, config } from "../api/client";
import { Problem } from "../api/problem";
import type { Connection, Kind } from "../api/types";
import { ManagedByFiles } from "../common/ManagedBy";
import { tell } from "../common/toasts";
import { PROJECTS } from "../connections/queries";
import { Screen } from "../frame/Screen";
import { useShortcuts } from "../frame/shortcuts";
import { ProblemAlert } from "../frame/States";
import { Unsaved } from "../frame/Unsaved";
import { PlanTab } from "../plans/PlanTab";
import type { PlanEdits } from "../plans/edits";
import { PolicyForm } from "../policies/PolicyForm";
import { focusField } from "../policies/words";
import { Runs } from "../runs/RunList";
import { useMay } from "../session/session";
import { type Draft, draftOf, flawsOf, keyOf, requestOf } from "./draft";
import { byPlace, isOfTable } from "./findings";
import { FlawList } from "./FlawList";
import { isEdited } from "./parts";
import { ProjectActions } from "./ProjectActions";
import { ProjectFacts } from "./ProjectFacts";
import { ProjectTrail } from "./ProjectScreen";
import { ProjectTables } from "./ProjectTables";
import { readProject, useCheck } from "./queries";
import { Review } from "./Review";
import { Revisions } from "./Revisions";
import { SchemaChanges } from "./SchemaChanges";
import { SourceAndTargets } from "./SourceAndTargets";
import { StaleProject } from "./StaleProject";
import type { ProjectView, TableName } from "./types";
import { useExecution } from "./executing";
import { useFlawWords } from "./useFlawWords";

export const TABS = ["tables", "policy", "settings", "preview", "plan", "runs", "changes", "revisions"] as const;
export type TabName = (typeof TABS)[number];

interface Saved {
  data: ProjectView;
  etag: string;
}

interface Props {
  saved: Saved;
  connections: Connection[];
  kinds: Kind[];
}

/** One project and one draft of it, over all its tabs. Nothing is stored before it is saved. */
export function ProjectEditor({ saved: first, connections, kinds }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const wordsOf = useFlawWords();
  const mayEdit = useMay("editor");
  const [params, setParams] = useSearchParams();
  const [saved, setSaved] = useState(first);
  const base = useMemo(() => draftOf(saved.data), [saved]);
  const [draft, setDraft] = useState(base);
  const [refused, setRefused] = useState<Record<string, string>>({});
  const [theirs, setTheirs] = useState<Saved>();
  const [plans, setPlans] = useState<PlanEdits>({});
  const [left, setLeft] = useState(false);
  const { id, name } = saved.data;
  const edited = useMemo(() => isEdited(draft, base), [draft, base]);
  const check = useCheck(draft, edited);
  const execution = useExecution({ id, name }, () => setLeft(true));
  const tab = TABS.find((one) => one === params.get("tab")) ?? "tables";
  const nameOf = useCallback((connectionId: number) => connections.find((one) => one.id === connectionId)?.name ?? `#${connectionId}`, [connections]);

  const become = (next: Saved, with_?: Draft) => {
    setSaved(next);
    setDraft(with_ ?? draftOf(next.data));
    setRefused({});
    setTheirs(undefined);
    queries.setQueryData([...PROJECTS, id], next);
    void queries.invalidateQueries({ queryKey: PROJECTS, exact: true });
    void queries.invalidateQueries({ queryKey: ["revisions", id] });
    void queries.invalidateQueries({ queryKey: ["schema-changes", id] });
  };

  const saving = useMutation({
    mutationFn: ({ etag, what }: { etag: string; what: Draft }) =>
      answered(config.PUT("/api/v1/projects/{id}", { params: { path: { id }, header: { "If-Match": etag } }, body: requestOf(what) })),
    onMutate: () => setRefused({}),
    onSuccess: (next) => {
      become(next);
      tell("success", t("project.saved", { name: next.data.name, revision: next.data.revision }), next.data.notes.join(" "));
    },
    onError: async (error, { what }) => {
      if (!(error instanceof Problem)) {
        return;
      }
      if (error.is("stale")) {
        setTheirs(await readProject(id));
      } else {
        const found = byPlace(error.findings, requestOf(what));
        setRefused(error.is("name-taken") && !found["name"] ? { ...found, name: error.detail } : found);
      }
    },
  });

  const flaws: Record<string, string> = useMemo(
    () => ({ ...(edited ? check.problems : {}), ...wordsOf(flawsOf(draft)), ...refused }),
    [edited, check.problems, draft, refused, wordsOf],
  );
  const flawed = Object.keys(flaws).length > 0;
  const change = (step: (draft: Draft) => Draft) => {
    setDraft(step);
    setRefused({});
    if (!saving.isPending) {
      saving.reset();
    }
  };
  const editing = { draft, change, flaws, readOnly: !mayEdit };

  const show = (next: TabName, more: Record<string, string> = {}) => setParams({ ...(next === "tables" ? {} : { tab: next }), ...more });
  const openTable = ({ schema, table }: TableName) => show("tables", { schema, table });
  const goTo = (place: string) => {
    if (isOfTable(place)) {
      const found = draft.tables.find((one) => place.startsWith(`${keyOf(one)}/`));
      return found ? openTable(found) : show("tables");
    }
    return show(place === "tables" ? "tables" : ["name", "sourceConnectionId", "targetConnectionIds"].includes(place) ? "settings" : "policy");
  };
  const goToField = (field: string) => {
    show("policy");
    focusField(field);
  };
  const save = () => !saving.isPending && edited && saving.mutate({ etag: saved.etag, what: draft });
  const execute = (tables?: readonly TableName[], full = false) =>
    execution.mutate({ ...(tables ? { tables } : {}), full, ...(edited ? { unsaved: requestOf(draft) } : saved === first ? {} : { revision: saved.data.revision }) });

  useShortcuts([
    ...TABS.map((one, i) => ({ keys: String(i + 1), label: t("shortcuts.tab", { tab: t(`project.tabs.${one}`) }), run: () => show(one) })),
    ...(mayEdit ? [{ keys: "s", label: t("common.save"), run: () => void save() }] : []),
    { keys: "x", label: t("projects.execute"), run: () => execute() },
  ]);

  const content: Record<TabName, () => React.ReactNode> = {
    tables: () => (
      <ProjectTables
        {...editing}
        kinds={kinds}
        connections={connections}
        projectId={id}
        execute={(tables) => execute(tables)}
        syncOne={(table) => execution.mutate({ table, ...(edited ? { unsaved: requestOf(draft) } : {}) })}
        begun={execution.variables?.table && execution.data ? { run: execution.data.id, at: execution.submittedAt } : undefined}
        syncing={execution.isPending ? execution.variables.table : undefined}
        showChanges={() => show("changes")}
        nameOf={nameOf}
      />
    ),
    policy: () => <PolicyForm {...editing} openTable={openTable} />,
    settings: () => <SourceAndTargets {...editing} connections={connections} kinds={kinds} />,
    preview: () => (flawed ? <FlawList flaws={flaws} go={goTo} /> : <Review draft={draft} nameOf={nameOf} goToField={goToField} />),
    plan: () => <PlanTab projectId={id} projectName={name} edits={plans} setEdits={setPlans} />,
    runs: () => <Runs project={String(id)} />,
    changes: () => <SchemaChanges projectId={id} etag={saved.etag} edited={edited} settled={() => void readProject(id).then((next) => become(next))} />,
    revisions: () => <Revisions saved={saved} draft={draft} edited={edited} restored={(next) => become(next)} />,
  };

  return (
    <Screen
      title={name}
      beside={edited ? <Label status="warning">{t("project.edited")}</Label> : undefined}
      above={<ProjectTrail name={name} />}
      below={
        <>
          {mayEdit && <ManagedByFiles who={saved.data.managedBy} />}
          <ProjectFacts project={saved.data} nameOf={nameOf} />
        </>
      }
      actions={
        <ProjectActions
          project={saved.data}
          etag={saved.etag}
          edited={edited}
          checking={edited && check.checking}
          flawed={flawed}
          saving={saving.isPending}
          executing={execution.isPending}
          save={save}
          discard={() => {
            setDraft(base);
            setRefused({});
            saving.reset();
          }}
          execute={(full) => execute(undefined, full)}
          deleted={() => {
            setLeft(true);
            setTimeout(() => void navigate("/projects"));
          }}
        />
      }
    >
      {edited && tab !== "preview" && <FlawList flaws={flaws} go={goTo} />}
      {saving.isError && Object.keys(refused).length === 0 && !theirs && !(saving.error instanceof Problem && saving.error.is("stale")) && (
        <ProblemAlert title={t("project.notSaved")} error={saving.error} />
      )}
      <Tabs activeKey={tab} onSelect={(_, key) => show(key as TabName)} aria-label={t("project.parts")} mountOnEnter unmountOnExit>
        {TABS.map((one) => (
          <Tab key={one} eventKey={one} title={<TabTitleText>{t(`project.tabs.${one}`)}</TabTitleText>}>
            <div className="syncline-apart">{tab === one && content[one]()}</div>
          </Tab>
        ))}
      </Tabs>
      {theirs && (
        <StaleProject
          base={base}
          mine={draft}
          theirs={theirs.data}
          save={(merged) => {
            const etag = theirs.etag;
            become(theirs, merged);
            saving.mutate({ etag, what: merged });
          }}
          takeTheirs={() => become(theirs)}
          goOn={() => setTheirs(undefined)}
        />
      )}
      <Unsaved edited={(edited || Object.values(plans).some((one) => one.edited)) && !left} />
    </Screen>
  );
}
