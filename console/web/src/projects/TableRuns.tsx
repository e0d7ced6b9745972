import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { ok, scheduler } from "../api/client";
import { Empty, Failed, Loading } from "../frame/States";
import { StateLabel } from "../runs/StateLabel";
import { failureOf, loadedRows } from "../runs/state";
import { between, duration, instant, number, shortInstant } from "../texts/format";
import type { TableName } from "./types";

const LAST = 10;

/** What the last runs have done with a table. */
export function TableRuns({ projectId, table: { schema, table } }: { projectId: number; table: TableName }) {
  const { t } = useTranslation();
  const runs = useQuery({
    queryKey: ["table-runs", projectId, schema, table],
    queryFn: () => ok(scheduler.GET("/api/v1/overview/projects/{id}/tables/runs", { params: { path: { id: projectId }, query: { schema, table, limit: LAST } } })),
  });
  if (runs.isPending) {
    return <Loading />;
  }
  if (runs.isError) {
    return <Failed error={runs.error} retry={() => void runs.refetch()} />;
  }
  if (runs.data.items.length === 0) {
    return <Empty title={t("project.noRunsOfTable")} body={t("project.noRunsOfTableBody")} />;
  }
  return (
    <Table variant="compact" gridBreakPoint="grid-md" aria-label={t("project.tableTabs.runs")}>
      <Thead>
        <Tr>
          <Th>{t("runs.requested")}</Th>
          <Th>{t("runs.state")}</Th>
          <Th>{t("runs.rows")}</Th>
          <Th>{t("runs.duration")}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {runs.data.items.map(({ runId, requestedAt, table: one }) => (
          <Tr key={runId}>
            <Td dataLabel={t("runs.requested")}>
              <Link to={`/runs/${runId}?table=${one.id}`} title={instant(requestedAt)}>
                {shortInstant(requestedAt)}
              </Link>
            </Td>
            <Td dataLabel={t("runs.state")}>
              <StateLabel state={one.state} />
              {failureOf(one) && <div className="syncline-small">{failureOf(one)!.message}</div>}
            </Td>
            <Td dataLabel={t("runs.rows")}>{number(loadedRows(one.loads))}</Td>
            <Td dataLabel={t("runs.duration")}>{one.startedAt && one.finishedAt ? duration(between(one.startedAt, one.finishedAt, 0)) : "–"}</Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
