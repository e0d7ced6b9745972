import { Label } from "@patternfly/react-core";
import { TopologyIcon } from "@patternfly/react-icons";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { ok, scheduler } from "../api/client";
import type { PlanGraph } from "../api/types";
import { type Column, VirtualTable } from "../common/VirtualTable";
import { lazily } from "../frame/lazily";
import { Empty, Failed, Loading } from "../frame/States";
import { StateLabel } from "../runs/StateLabel";
import { duration, instant, millisOf, shortInstant } from "../texts/format";

const DependencyChart = lazily(() => import("./DependencyChart").then((file) => file.DependencyChart));

const REFRESH_MILLIS = 10_000;

type Edge = PlanGraph["edges"][number];

/** What waits for what: drawn, and as a table that says the same. */
export function Dependencies() {
  const { t } = useTranslation();
  const graph = useQuery({ queryKey: ["plan-graph"], queryFn: () => ok(scheduler.GET("/api/v1/plans/graph", {})), refetchInterval: REFRESH_MILLIS });
  const nodes = useMemo(() => new Map(graph.data?.nodes.map((node) => [node.projectId, node])), [graph.data]);
  if (graph.isPending) {
    return <Loading />;
  }
  if (graph.isError) {
    return <Failed error={graph.error} retry={() => void graph.refetch()} />;
  }
  const { edges, waiting } = graph.data;
  if (edges.length === 0) {
    return <Empty icon={TopologyIcon} title={t("calendar.noDependencies")} body={t("calendar.noDependenciesBody")} />;
  }
  const project = (id: number) => {
    const node = nodes.get(id);
    return (
      <>
        <Link to={node?.lastRun ? `/runs/${node.lastRun}` : `/runs?project=${id}`}>{node?.projectName ?? `#${id}`}</Link>{" "}
        {node?.deleted ? <Label isCompact>{t("calendar.deleted")}</Label> : node?.lastState && <StateLabel state={node.lastState} />}
      </>
    );
  };
  const now = (edge: Edge) => waiting.find((one) => one.projectId === edge.projectId && one.waitsFor === edge.waitsFor);
  const columns: Column<Edge>[] = [
    { key: "project", title: t("calendar.project"), width: 25, order: (edge) => nodes.get(edge.projectId)?.projectName ?? "", cell: (edge) => project(edge.projectId) },
    { key: "waitsFor", title: t("calendar.waitsFor"), width: 25, order: (edge) => nodes.get(edge.waitsFor)?.projectName ?? "", cell: (edge) => project(edge.waitsFor) },
    { key: "plan", title: t("calendar.plan"), width: 20, order: (edge) => edge.planName, cell: (edge) => <>{edge.planName} {!edge.enabled && <Label isCompact>{t("calendar.disabled")}</Label>}</> },
    { key: "wait", title: t("calendar.wait"), cell: (edge) => duration(millisOf(edge.dependencyWait)) },
    {
      key: "now",
      title: t("calendar.now"),
      cell: (edge) => {
        const run = now(edge);
        return run ? (
          <Link to={`/runs/${run.runId}`} title={instant(run.until)}>
            {run.until ? t("calendar.waitsUntil", { until: shortInstant(run.until) }) : t("calendar.waits")}
          </Link>
        ) : (
          <span className="syncline-quiet">–</span>
        );
      },
    },
  ];
  return (
    <>
      <DependencyChart graph={graph.data} />
      <VirtualTable label={t("calendar.views.dependencies")} rows={edges} columns={columns} rowKey={(edge) => `${edge.planId}-${edge.waitsFor}`} />
    </>
  );
}
