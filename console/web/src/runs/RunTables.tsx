import { Button, Drawer, DrawerContent, DrawerContentBody, Label, Spinner, ToggleGroup, ToggleGroupItem, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import { type RefObject, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import type { Run, TableRun } from "../api/types";
import { SearchField } from "../common/SearchField";
import { useSearchText } from "../common/useSearchText";
import { type Column, VirtualTable } from "../common/VirtualTable";
import { withParam } from "../common/withParam";
import { Empty } from "../frame/States";
import { between, duration, number } from "../texts/format";
import { SpanBar } from "./SpanBar";
import { StateLabel } from "./StateLabel";
import { failureOf, type Group, groupOf, GROUPS, isOver, loadedRows, nameOf } from "./state";
import { TableDetails } from "./TableDetails";

interface Props {
  run: Run;
  tables: TableRun[];
  complete: boolean;
  now: number;
  search: RefObject<HTMLInputElement | null>;
}

export function RunTables({ run, tables, complete, now, search }: Props) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const group = GROUPS.find((one) => one === params.get("show"));
  const chosen = tables.find(({ id }) => id === params.get("table"));
  const opener = useRef<HTMLElement | null>(null);

  const set = (name: string, value: string | undefined) => setParams(withParam(name, value), { replace: true });
  const [wanted, setWanted] = useSearchText(params.get("search") ?? "", (text) => set("search", text));

  const counts = useMemo(() => {
    const numbers: Record<Group, number> = { waiting: 0, working: 0, done: 0, failed: 0 };
    tables.forEach((table) => numbers[groupOf(table)]++);
    return numbers;
  }, [tables]);
  const found = useMemo(() => {
    const text = wanted.toLowerCase();
    return tables.filter(
      (table) => (!group || groupOf(table) === group) && (text === "" || `${nameOf(table.source)} ${nameOf(table.target)}`.toLowerCase().includes(text)),
    );
  }, [tables, wanted, group]);

  const choose = (table: TableRun) => {
    opener.current = document.activeElement as HTMLElement | null;
    set("table", table.id);
  };
  const close = () => {
    set("table", undefined);
    opener.current?.focus();
  };

  const columns: Column<TableRun>[] = [
    {
      key: "table",
      title: t("run.table"),
      width: 30,
      order: (table) => nameOf(table.source),
      cell: (table) => (
        <Button variant="link" isInline className="syncline-break" onClick={() => choose(table)}>
          {nameOf(table.source)}
        </Button>
      ),
    },
    { key: "state", title: t("run.state"), width: 15, order: (table) => table.state, cell: (table) => <TableState table={table} /> },
    { key: "time", title: t("run.phases"), width: 25, cell: (table) => <SpanBar run={run} table={table} now={now} /> },
    { key: "read", title: t("run.read"), numeric: true, order: (table) => table.rowsRead, cell: (table) => number(table.rowsRead) },
    { key: "loaded", title: t("run.loaded"), numeric: true, order: (table) => loadedRows(table.loads), cell: (table) => number(loadedRows(table.loads)) },
    { key: "took", title: t("run.took"), numeric: true, order: (table) => tookOf(table, now), cell: (table) => (table.startedAt ? duration(tookOf(table, now)) : "–") },
  ];

  // Beside the details there is room for the most needed only.
  const shown = chosen ? columns.filter(({ key }) => ["table", "state", "loaded"].includes(key)) : columns;

  const list =
    found.length > 0 ? (
      <VirtualTable label={t("run.tabs.tables")} rows={found} columns={shown} rowKey={({ id }) => id} choose={choose} chosen={({ id }) => id === chosen?.id} />
    ) : tables.length > 0 ? (
      <Empty title={t("states.noMatch")} body={t("run.noMatchBody")} actions={<Button variant="link" onClick={() => setParams({ tab: "tables" })}>{t("states.clear")}</Button>} />
    ) : (
      <Empty title={t(isOver(run.state) ? "run.noTables" : "run.noTablesYet")} body={t(isOver(run.state) ? "run.noTablesBody" : "run.noTablesYetBody")} />
    );

  return (
    <Drawer isExpanded={chosen !== undefined} isInline>
      <DrawerContent panelContent={chosen && <TableDetails key={chosen.id} run={run} table={chosen} close={close} />}>
        <DrawerContentBody>
          <Toolbar>
            <ToolbarContent>
              <SearchField field={search} label={t("run.search")} text={wanted} change={setWanted} />
              <ToolbarItem>
                <ToggleGroup aria-label={t("run.show")} isCompact>
                  <ToggleGroupItem text={t("run.all", { count: tables.length })} isSelected={!group} onChange={() => set("show", undefined)} />
                  {GROUPS.map((one) => (
                    <ToggleGroupItem key={one} text={t(`run.groups.${one}`, { count: counts[one] })} isSelected={group === one} onChange={() => set("show", group === one ? undefined : one)} />
                  ))}
                </ToggleGroup>
              </ToolbarItem>
              {!complete && (
                <ToolbarItem alignSelf="center">
                  <Spinner size="md" aria-label={t("run.reading", { read: number(tables.length), tables: number(run.tables) })} />
                </ToolbarItem>
              )}
            </ToolbarContent>
          </Toolbar>
          {list}
        </DrawerContentBody>
      </DrawerContent>
    </Drawer>
  );
}

function tookOf(table: TableRun, now: number): number {
  return table.startedAt ? between(table.startedAt, table.finishedAt, now) : 0;
}

function TableState({ table }: { table: TableRun }) {
  const { t } = useTranslation();
  const failure = failureOf(table);
  return (
    <>
      <StateLabel state={table.state} />
      {table.attempt > 1 && (
        <Label isCompact color="orange" variant="outline">
          {t("run.attempt", { number: table.attempt })}
        </Label>
      )}
      {failure && (
        <div className="syncline-small syncline-clamp" title={failure.message}>
          {failure.message}
        </div>
      )}
    </>
  );
}
