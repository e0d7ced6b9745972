import { Button, Label, TextInput, Toolbar, ToolbarContent, ToolbarFilter, ToolbarItem } from "@patternfly/react-core";
import { DownloadIcon, ListIcon } from "@patternfly/react-icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { door, ok } from "../api/client";
import type { components } from "../api/generated/console";
import { Choice } from "../common/Choice";
import { useSearchText } from "../common/useSearchText";
import { useSettled } from "../common/useSettled";
import { useUntilFound } from "../common/useUntilFound";
import { type Column, VirtualTable } from "../common/VirtualTable";
import { withParam } from "../common/withParam";
import { Empty, Failed, Loading } from "../frame/States";
import { instant } from "../texts/format";
import { AuditDetails } from "./AuditDetails";
import { fieldsOf, FILTERS, queryOf } from "./auditFilter";
import { OnlyAdministrators } from "./OnlyAdministrators";

export type AuditRecord = components["schemas"]["AuditRecord"];

const PAGE = 100;
const OUTCOMES = ["done", "refused", "failed"] as const;
const SERVICES = ["console", "config-service", "scheduler-service", "notification-service"];
const COLOURS = { done: "success", refused: "warning", failed: "danger" } as const;

export function Audit() {
  return (
    <OnlyAdministrators>
      <AllRecords />
    </OnlyAdministrators>
  );
}

function AllRecords() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const set = (name: string, value: string) => setParams(withParam(name, value), { replace: true });
  const clear = () => setParams({});
  const fields = fieldsOf(params);
  const filter = useSettled(JSON.stringify(queryOf(fields)));
  const records = useInfiniteQuery({
    queryKey: ["audit", filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => ok(door.GET("/api/v1/audit", { params: { query: { ...(JSON.parse(filter) as ReturnType<typeof queryOf>), cursor: pageParam, limit: PAGE } } })),
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });
  const rows = records.data?.pages.flatMap(({ items }) => items) ?? [];
  const opened = rows.find(({ id }) => id === params.get("record"));
  useUntilFound(records, params.get("record"), opened !== undefined);
  const filtered = FILTERS.some((name) => fields[name] !== "");

  const columns: Column<AuditRecord>[] = [
    {
      key: "at",
      title: t("settings.audit.at"),
      width: 20,
      cell: (one) => (
        <Button variant="link" isInline onClick={() => set("record", one.id)}>
          {instant(one.at)}
        </Button>
      ),
    },
    { key: "who", title: t("settings.audit.who"), width: 15, cell: (one) => <Who record={one} /> },
    { key: "operation", title: t("settings.audit.operation"), width: 30, cell: (one) => <span className="syncline-break">{one.operation}</span> },
    { key: "object", title: t("settings.audit.object"), width: 25, cell: (one) => <span className="syncline-break">{one.object}</span> },
    { key: "outcome", title: t("settings.audit.outcome"), cell: (one) => <Outcome record={one} /> },
  ];

  const list = () => {
    if (records.isPending) {
      return <Loading />;
    }
    if (records.isError) {
      return <Failed error={records.error} retry={() => void records.refetch()} />;
    }
    return rows.length === 0 ? (
      <Empty
        icon={ListIcon}
        title={t(filtered ? "states.noMatch" : "settings.audit.none")}
        body={t(filtered ? "settings.audit.noMatchBody" : "settings.audit.noneBody")}
        actions={
          filtered && (
            <Button variant="link" onClick={clear}>
              {t("states.clear")}
            </Button>
          )
        }
      />
    ) : (
      <>
        <VirtualTable
          label={t("settings.tabs.audit")}
          rows={rows}
          columns={columns}
          rowKey={(one) => one.id}
          chosen={(one) => one === opened}
          choose={(one) => set("record", one.id)}
        />
        {records.hasNextPage && (
          <Button variant="link" isLoading={records.isFetchingNextPage} onClick={() => void records.fetchNextPage()} className="syncline-apart">
            {t("settings.audit.older")}
          </Button>
        )}
      </>
    );
  };

  return (
    <>
      <Toolbar className="syncline-filters" clearAllFilters={clear} clearFiltersButtonText={t("states.clear")}>
        <ToolbarContent>
          {(["who", "operation", "object"] as const).map((name) => (
            <TextFilter key={name} label={t(`settings.audit.filter.${name}`)} value={fields[name]} change={(value) => set(name, value)} />
          ))}
          {(["from", "to"] as const).map((name) => (
            <ToolbarItem key={name}>
              <label className="syncline-labelled">
                {t(`settings.audit.filter.${name}`)}
                <TextInput type="datetime-local" aria-label={t(`settings.audit.filter.${name}`)} value={fields[name]} onChange={(_, value) => set(name, value)} />
              </label>
            </ToolbarItem>
          ))}
          <ToolbarFilter labels={fields.outcome ? [t(`settings.audit.outcomes.${fields.outcome as (typeof OUTCOMES)[number]}`)] : []} deleteLabel={() => set("outcome", "")} categoryName={t("settings.audit.outcome")}>
            <Choice
              label={t("settings.audit.outcome")}
              chosen={fields.outcome}
              options={OUTCOMES.map((value) => ({ value, text: t(`settings.audit.outcomes.${value}`) }))}
              choose={(value) => set("outcome", value)}
            />
          </ToolbarFilter>
          <ToolbarFilter labels={fields.service ? [fields.service] : []} deleteLabel={() => set("service", "")} categoryName={t("settings.about.service")}>
            <Choice label={t("settings.about.service")} chosen={fields.service} options={SERVICES.map((value) => ({ value, text: value }))} choose={(value) => set("service", value)} />
          </ToolbarFilter>
          <ToolbarItem align={{ default: "alignEnd" }}>
            <Button variant="secondary" icon={<DownloadIcon />} component="a" href={`/api/v1/audit/export?${new URLSearchParams(queryOf(fields))}`} download="syncline-audit.csv">
              {t("settings.audit.export")}
            </Button>
          </ToolbarItem>
        </ToolbarContent>
      </Toolbar>
      {list()}
      {opened && <AuditDetails record={opened} close={() => set("record", "")} />}
    </>
  );
}

function TextFilter({ label, value, change }: { label: string; value: string; change: (value: string) => void }) {
  const [text, setText] = useSearchText(value, change);
  return (
    <ToolbarItem>
      <label className="syncline-labelled">
        {label}
        <TextInput type="search" aria-label={label} value={text} spellCheck={false} autoComplete="off" onChange={(_, next) => setText(next)} />
      </label>
    </ToolbarItem>
  );
}

function Who({ record }: { record: AuditRecord }) {
  const { t } = useTranslation();
  return (
    <span className="syncline-break">
      {record.who ?? t("settings.audit.nobody")} {record.way !== "session" && <span className="syncline-quiet">{t(`settings.audit.ways.${record.way}`)}</span>}
    </span>
  );
}

export function Outcome({ record }: { record: AuditRecord }) {
  const { t } = useTranslation();
  return <Label status={COLOURS[record.outcome]}>{t(`settings.audit.outcomes.${record.outcome}`)}</Label>;
}
