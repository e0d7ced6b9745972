import { Button } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { type Column, VirtualTable } from "../common/VirtualTable";
import { type Draft, tableOf, type TablePolicy, titleOf } from "../projects/draft";
import type { TableName } from "../projects/types";
import { number } from "../texts/format";

interface Row {
  table: TableName;
  policy: TablePolicy;
}

interface Props {
  draft: Draft;
  openTable: ((table: TableName) => void) | undefined;
}

/** The tables that say something for themselves. */
export function TableLevel({ draft, openTable }: Props) {
  const { t } = useTranslation();
  const rows = Object.entries(draft.policies).map(([key, policy]): Row => ({ table: tableOf(key), policy }));
  if (rows.length === 0) {
    return <p>{t(draft.patternPolicies.length > 0 ? "policy.noTablePoliciesBesidePatterns" : "policy.noTablePolicies", { count: draft.tables.length, tables: number(draft.tables.length) })}</p>;
  }
  const columns: Column<Row>[] = [
    {
      key: "table",
      title: t("policy.sourceTable"),
      width: 30,
      order: ({ table }) => titleOf(table),
      cell: ({ table }) =>
        openTable ? (
          <Button variant="link" isInline className="syncline-break" onClick={() => openTable(table)}>
            {titleOf(table)}
          </Button>
        ) : (
          titleOf(table)
        ),
    },
    { key: "mode", title: t("project.mode"), order: ({ policy }) => Number(policy.incremental), cell: ({ policy }) => t(policy.incremental ? "project.incremental" : "project.full") },
    { key: "key", title: t("project.incrementalKey"), cell: ({ policy }) => policy.key.join(", ") || "–" },
    { key: "fields", title: t("project.keyFields"), cell: ({ policy }) => (policy.keyFields === null ? t("project.sourcesKey") : policy.keyFields.join(", ") || t("project.noKey")) },
    { key: "properties", title: t("project.properties"), cell: ({ policy }) => Object.keys(policy.properties).join(", ") || "–" },
  ];
  return <VirtualTable label={t("policy.tableLevel")} rows={rows} columns={columns} rowKey={({ table }) => titleOf(table)} />;
}
