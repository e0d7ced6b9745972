import { Button, Label, Toolbar, ToolbarContent, ToolbarFilter, ToolbarItem } from "@patternfly/react-core";
import { PlayIcon } from "@patternfly/react-icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";

import { ok, scheduler } from "../api/client";
import type { Run } from "../api/types";
import { Choice } from "../common/Choice";
import { type Column, VirtualTable } from "../common/VirtualTable";
import { withParam } from "../common/withParam";
import { useProjects } from "../connections/queries";
import { Screen } from "../frame/Screen";
import { Empty, Failed, Loading } from "../frame/States";
import { between, duration, instant, number, shortInstant } from "../texts/format";
import { StateLabel, wordOf } from "./StateLabel";
import { isOver } from "./state";
import { useCauseWords } from "./cause";

const STATES = ["waiting", "queued", "discovering", "running", "cancelling", "succeeded", "failed", "cancelled"];
const REFRESH_MILLIS = 5_000;
const PAGE = 100;

export function RunList() {
  const { t } = useTranslation();
  const [going, setGoing] = useState(0);
  return (
    <Screen title={t("runs.title")} beside={going > 0 ? <Label status="info">{t("runs.going", { count: going })}</Label> : undefined}>
      <Runs tellGoing={setGoing} />
    </Screen>
  );
}

interface RunsProps {
  /** Of this project alone; of all, or those of the filter, where it is left out. */
  project?: string;
  tellGoing?: (going: number) => void;
}

export function Runs({ project: only, tellGoing }: RunsProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const causeOf = useCauseWords();
  const projects = useProjects();
  const [params, setParams] = useSearchParams();
  const project = only ?? params.get("project") ?? "";
  const state = params.get("state") ?? "";

  const runs = useInfiniteQuery({
    queryKey: ["runs", project, state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      ok(
        scheduler.GET("/api/v1/runs", {
          params: { query: { cursor: pageParam, limit: PAGE, ...(project ? { project: Number(project) } : {}), ...(state ? { state: [state] } : {}) } },
        }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
    // Only the latest page is read over and over; who reads what was long ago is not disturbed.
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 1) === 1 ? REFRESH_MILLIS : false),
  });
  const rows = runs.data?.pages.flatMap(({ items }) => items) ?? [];
  const now = Date.now();
  const projectName = projects.data?.find(({ id }) => String(id) === project)?.name ?? project;

  const going = rows.filter((run) => !isOver(run.state)).length;
  useEffect(() => tellGoing?.(going), [tellGoing, going]);

  const set = (name: string, value: string) => setParams(withParam(name, value));

  const columns: Column<Run>[] = [
    { key: "project", title: t("runs.project"), width: 20, cell: (run) => <Link to={`/runs/${run.id}`}>{run.projectName}</Link> },
    { key: "state", title: t("runs.state"), cell: (run) => <StateLabel state={run.state} /> },
    { key: "requested", title: t("runs.requested"), numeric: true, cell: (run) => <span title={instant(run.requestedAt)}>{shortInstant(run.requestedAt)}</span> },
    { key: "duration", title: t("runs.duration"), numeric: true, cell: (run) => (run.beganAt ? duration(between(run.beganAt, run.finishedAt, now)) : "–") },
    { key: "tables", title: t("runs.tables"), numeric: true, cell: (run) => t("runs.ofTables", { settled: number(run.settled), tables: number(run.tables) }) },
    { key: "failed", title: t("runs.failed"), numeric: true, cell: (run) => (run.failed > 0 ? <Label isCompact status="danger">{number(run.failed)}</Label> : "0") },
    { key: "rows", title: t("runs.rows"), numeric: true, cell: (run) => number(run.rows) },
    {
      key: "cause",
      title: t("runs.cause"),
      width: 15,
      cell: (run) => (
        <>
          {causeOf(run)} {run.singleTable && <Label isCompact>{t("runs.singleTable")}</Label>}
        </>
      ),
    },
  ];

  if (runs.isPending) {
    return <Loading />;
  }
  if (runs.isError) {
    return <Failed error={runs.error} retry={() => void runs.refetch()} />;
  }
  const filtered = (only === undefined && project !== "") || state !== "";
  const clear = () => setParams((before) => (only ? new URLSearchParams([...before].filter(([name]) => name !== "state")) : {}));
  return (
    <>
      <Toolbar clearAllFilters={clear} clearFiltersButtonText={t("states.clear")}>
        <ToolbarContent>
          {only === undefined && (
            <ToolbarFilter labels={project ? [projectName] : []} deleteLabel={() => set("project", "")} categoryName={t("runs.project")}>
              <Choice
                label={t("runs.project")}
                chosen={project}
                options={(projects.data ?? []).map(({ id, name }) => ({ value: String(id), text: name }))}
                choose={(value) => set("project", value)}
              />
            </ToolbarFilter>
          )}
          <ToolbarFilter labels={state ? [wordOf(state.toUpperCase())] : []} deleteLabel={() => set("state", "")} categoryName={t("runs.state")}>
            <Choice
              label={t("runs.state")}
              chosen={state}
              options={STATES.map((value) => ({ value, text: wordOf(value.toUpperCase()) }))}
              choose={(value) => set("state", value)}
            />
          </ToolbarFilter>
        </ToolbarContent>
      </Toolbar>
      {rows.length === 0 ? (
        <Empty
          icon={PlayIcon}
          title={t(filtered ? "states.noMatch" : "runs.none")}
          body={t(filtered ? "runs.noMatchBody" : "runs.noneBody")}
          actions={filtered ? <Button variant="link" onClick={clear}>{t("states.clear")}</Button> : <Button onClick={() => void navigate("/projects")}>{t("projects.title")}</Button>}
        />
      ) : (
        <VirtualTable label={t("runs.title")} rows={rows} columns={columns} rowKey={(run) => run.id} choose={(run) => void navigate(`/runs/${run.id}`)} />
      )}
      {runs.hasNextPage && (
        <Toolbar>
          <ToolbarContent>
            <ToolbarItem>
              <Button variant="link" isLoading={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
                {t("runs.older")}
              </Button>
            </ToolbarItem>
          </ToolbarContent>
        </Toolbar>
      )}
    </>
  );
}
