import { Button, Label, Toolbar, ToolbarContent } from "@patternfly/react-core";
import { FolderOpenIcon, PlusCircleIcon } from "@patternfly/react-icons";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";

import { scheduler } from "../api/client";
import { all } from "../api/pages";
import type { Project } from "../api/types";
import { ManagedBy } from "../common/ManagedBy";
import { SearchField } from "../common/SearchField";
import { useSearchText } from "../common/useSearchText";
import { type Column, VirtualTable } from "../common/VirtualTable";
import { useConnections, useProjects } from "../connections/queries";
import { Screen } from "../frame/Screen";
import { useShortcuts } from "../frame/shortcuts";
import { Empty, Failed, Loading } from "../frame/States";
import { StateLabel } from "../runs/StateLabel";
import { useMay } from "../session/session";
import { instant, number, shortInstant } from "../texts/format";
import { ExecuteNow } from "./ExecuteNow";
import type { ProjectStatus } from "./types";

const PAGE = 1_000;
const REFRESH_MILLIS = 10_000;

export function ProjectList() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayEdit = useMay("editor");
  const projects = useProjects();
  const connections = useConnections();
  const statuses = useQuery({
    queryKey: ["project-status"],
    refetchInterval: REFRESH_MILLIS,
    queryFn: () => all((cursor) => scheduler.GET("/api/v1/overview/projects", { params: { query: { cursor, limit: PAGE } } })),
  });
  const [params, setParams] = useSearchParams();
  const search = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useSearchText(params.get("search") ?? "", (text) => setParams(text ? { search: text } : {}, { replace: true }));
  const add = () => void navigate("/projects/new");
  useShortcuts([
    { keys: "/", label: t("shortcuts.search"), run: () => search.current?.focus() },
    ...(mayEdit ? [{ keys: "n", label: t("projects.new"), run: add }] : []),
  ]);

  const names = useMemo(() => new Map(connections.data?.map(({ id, name }) => [id, name])), [connections.data]);
  const status = useMemo(() => new Map(statuses.data?.map((one) => [one.projectId, one])), [statuses.data]);
  const nameOf = (id: number) => names.get(id) ?? `#${id}`;
  const targetsOf = (project: Project) => project.targetConnectionIds.map(nameOf).join(", ");
  const found = (projects.data ?? []).filter((one) => `${one.name} ${nameOf(one.sourceConnectionId)} ${targetsOf(one)}`.toLowerCase().includes(wanted.toLowerCase()));

  const columns: Column<Project>[] = [
    {
      key: "name",
      title: t("projects.name"),
      width: 20,
      order: (one) => one.name,
      cell: (one) => (
        <>
          <Link to={`/projects/${one.id}`}>{one.name}</Link>
          <ManagedBy who={one.managedBy} />
          {one.pendingSchemaChanges > 0 && (
            <div>
              <Label isCompact status="warning">
                {t("project.pendingChanges", { count: one.pendingSchemaChanges })}
              </Label>
            </div>
          )}
        </>
      ),
    },
    { key: "source", title: t("projects.source"), width: 15, order: (one) => nameOf(one.sourceConnectionId), cell: (one) => <Link to={`/connections/${one.sourceConnectionId}`}>{nameOf(one.sourceConnectionId)}</Link> },
    { key: "targets", title: t("projects.targets"), width: 15, order: targetsOf, cell: targetsOf },
    { key: "tables", title: t("projects.tables"), numeric: true, order: (one) => one.tables, cell: (one) => number(one.tables) },
    { key: "last", title: t("project.lastRun"), order: (one) => lastOf(status.get(one.id))?.requestedAt ?? "", cell: (one) => <LastRun status={status.get(one.id)} /> },
    { key: "fresh", title: t("project.freshAsOf"), order: (one) => status.get(one.id)?.freshAsOf ?? "", cell: (one) => <When at={status.get(one.id)?.freshAsOf} /> },
    { key: "next", title: t("project.nextRun"), order: (one) => status.get(one.id)?.nextDue ?? "", cell: (one) => <When at={status.get(one.id)?.nextDue} /> },
    { key: "actions", title: t("common.actions"), hidesTitle: true, cell: (one) => <ExecuteNow project={one} /> },
  ];

  const newButton = mayEdit && (
    <Button icon={<PlusCircleIcon />} onClick={add}>
      {t("projects.new")}
    </Button>
  );

  const body = () => {
    if (projects.isPending) {
      return <Loading />;
    }
    if (projects.isError) {
      return <Failed error={projects.error} retry={() => void projects.refetch()} />;
    }
    if (projects.data.length === 0) {
      return (
        <Empty
          icon={FolderOpenIcon}
          title={t("projects.none")}
          body={t("projects.noneBody")}
          actions={
            <>
              {newButton}
              <Button variant="link" onClick={() => void navigate("/connections")}>
                {t("connections.title")}
              </Button>
            </>
          }
        />
      );
    }
    return (
      <>
        <Toolbar>
          <ToolbarContent>
            <SearchField field={search} label={t("projects.search")} text={wanted} change={setWanted} />
          </ToolbarContent>
        </Toolbar>
        {found.length === 0 ? (
          <Empty title={t("states.noMatch")} body={t("states.noMatchBody", { search: wanted })} />
        ) : (
          <VirtualTable label={t("projects.title")} rows={found} columns={columns} rowKey={(one) => String(one.id)} choose={(one) => void navigate(`/projects/${one.id}`)} />
        )}
      </>
    );
  };
  return (
    <Screen title={t("projects.title")} actions={projects.data?.length ? newButton : undefined}>
      {body()}
    </Screen>
  );
}

interface Short {
  id: string;
  state: string;
  requestedAt: string;
}

/** The one under way, or else the last one. */
function lastOf(status: ProjectStatus | undefined): Short | undefined {
  return (status?.running as Short | null | undefined) ?? (status?.lastRun as Short | null | undefined) ?? undefined;
}

function LastRun({ status }: { status: ProjectStatus | undefined }) {
  const { t } = useTranslation();
  const last = lastOf(status);
  return last ? (
    <Link to={`/runs/${last.id}`}>
      <StateLabel state={last.state} /> <span className="syncline-small">{shortInstant(last.requestedAt)}</span>
    </Link>
  ) : (
    <span className="syncline-quiet">{t("project.neverRun")}</span>
  );
}

function When({ at }: { at: string | null | undefined }) {
  return at ? <span title={instant(at)}>{shortInstant(at)}</span> : <span className="syncline-quiet">–</span>;
}
