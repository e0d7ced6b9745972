import { Alert, AlertActionLink, Button, Drawer, DrawerContent, DrawerContentBody, HelperText, HelperTextItem, Switch, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import { PlusCircleIcon, SyncAltIcon } from "@patternfly/react-icons";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import type { Connection, Kind } from "../api/types";
import { BreakableName } from "../common/BreakableName";
import { useKeptFocus } from "../common/focus";
import { SearchField } from "../common/SearchField";
import { useLatest } from "../common/useLatest";
import { useSearchText } from "../common/useSearchText";
import { type Column, VirtualTable } from "../common/VirtualTable";
import { withParam } from "../common/withParam";
import { useShortcuts } from "../frame/shortcuts";
import { Empty } from "../frame/States";
import { useMay } from "../session/session";
import { number } from "../texts/format";
import { BulkActions } from "./BulkActions";
import { keyOf, leaveOut, policyIn, policyOf, type TablePolicy, titleOf, withoutPolicies, withPolicies, withPolicy } from "./draft";
import type { Editing } from "./editing";
import { type Begun, useNames, useSchemaChanges, useTableStatus } from "./queries";
import { PatternRules } from "./PatternRules";
import { policyByPattern } from "./patterns";
import { TableDrawer } from "./TableDrawer";
import { type Mode, TableMode } from "./TableMode";
import { TablePicker } from "./TablePicker";
import { freshAsOf, TableState } from "./TableState";
import { SchemaCell, Tick } from "./TreeCells";
import { bySchema, fits, howMany, type Line, lineKey, linesOf, wordsOf } from "./tree";
import type { TableName, TableStatus } from "./types";
import { useResolved } from "./useResolved";

interface Props extends Editing {
  projectId: number;
  connections: Connection[];
  kinds: Kind[];
  nameOf: (connectionId: number) => string;
  execute: (tables: readonly TableName[]) => void;
  syncOne: (table: TableName) => void;
  syncing: TableName | undefined;
  begun: Begun | undefined;
  showChanges: () => void;
}

const NONE: TableStatus[] = [];
const OPEN_SCHEMAS = 5;

/** The chosen tables by schema: what each becomes, how it is extracted and how it stands; one by one or many at once. */
export function ProjectTables(props: Props) {
  const { draft, change, flaws, readOnly, projectId, nameOf, kinds, connections, syncing } = props;
  const { t } = useTranslation();
  const mayRun = useMay("operator");
  const [params, setParams] = useSearchParams();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [onlyFlawed, setOnlyFlawed] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const opener = useRef<HTMLElement | null>(null);
  const pick = useRef<HTMLButtonElement>(null);
  const back = useRef<HTMLButtonElement>(null);
  const resolved = useResolved(draft);
  const { tables } = resolved;
  const named = useMemo(() => new Set(draft.tables.map(keyOf)), [draft.tables]);
  const byPattern = useMemo(() => policyByPattern(draft.patternPolicies), [draft.patternPolicies]);
  const names = useNames(resolved);
  const targets = names.data?.targets;
  const status = useTableStatus(projectId, tables.length, props.begun);
  const pending = useSchemaChanges(projectId).data?.pending ?? 0;

  const set = (values: Record<string, string | undefined>) =>
    setParams((before) => Object.entries(values).reduce((next, [name, value]) => withParam(name, value)(next), before), { replace: true });
  const [search, setSearch] = useSearchText(params.get("search") ?? "", (text) => set({ search: text }));
  const picking = params.get("pick") !== null;
  useKeptFocus(picking, () => (picking ? back.current : pick.current));
  useShortcuts([
    { keys: "/", label: t("shortcuts.search"), run: () => field.current?.focus() },
    ...(readOnly ? [] : [{ keys: "a", label: t("project.addTables"), run: () => set({ pick: "1", table: undefined, schema: undefined }) }]),
  ]);

  const states = useMemo(() => {
    const all = new Map<string, TableStatus[]>();
    (status.data ?? NONE).forEach((one) => all.set(keyOf(one.source), [...(all.get(keyOf(one.source)) ?? []), one]));
    return all;
  }, [status.data]);
  const flawed = useMemo(() => {
    const places = { ...names.data?.problems, ...flaws };
    const texts = new Map<string, string>();
    Object.entries(places).forEach(([place, text]) => {
      const at = place.lastIndexOf("/");
      if (at > 0) {
        texts.set(place.slice(0, at), [texts.get(place.slice(0, at)), text].filter(Boolean).join("; "));
      }
    });
    return texts;
  }, [names.data, flaws]);
  const found = useMemo(() => {
    const words = wordsOf(search);
    return tables.filter((table) => fits(table, words) && (!onlyFlawed || flawed.has(keyOf(table))));
  }, [tables, search, onlyFlawed, flawed]);
  const schemas = useMemo(() => bySchema([...found]), [found]);
  const closedFirst = search === "" && schemas.size > OPEN_SCHEMAS;
  const lines = useMemo(() => linesOf(schemas, new Set([...schemas.keys()].filter((schema) => closedFirst !== toggled.has(schema)))), [schemas, closedFirst, toggled]);
  const chosen = useMemo(() => tables.filter((table) => ticked.has(keyOf(table))), [tables, ticked]);

  const [openSchema, openName] = [params.get("schema"), params.get("table")];
  const shown = openName !== null && openSchema !== null ? tables.find(({ schema, table }) => schema === openSchema && table === openName) : undefined;
  const open = ({ schema, table }: TableName) => {
    opener.current = document.activeElement as HTMLElement | null;
    set({ schema, table, pick: undefined });
  };
  const close = () => {
    set({ schema: undefined, table: undefined });
    opener.current?.focus();
  };
  const tick = (some: readonly TableName[], whether: boolean) =>
    setTicked((before) => {
      const next = new Set(before);
      some.forEach((table) => (whether ? next.add(keyOf(table)) : next.delete(keyOf(table))));
      return next;
    });
  const toggleSchema = (schema: string) =>
    setToggled((before) => {
      const next = new Set(before);
      if (!next.delete(schema)) {
        next.add(schema);
      }
      return next;
    });
  const setMode = (table: TableName, mode: Mode) => {
    if (mode === "pattern") {
      change((before) => withoutPolicies(before, [table]));
      return;
    }
    const incremental = mode === "incremental";
    const policy = policyOf(draft, table);
    change((before) => withPolicy(before, table, { ...policy, incremental, ...(incremental ? {} : { key: [], lookBack: "", confirmedTextKey: false }) }));
    if (incremental && policy.key.length === 0) {
      // It needs a key, which is chosen there.
      open(table);
    }
  };

  const act = useLatest({ open, tick, toggleSchema, setMode, syncOne: props.syncOne });
  // Not with each letter of a search: the rows that stay are not made anew.
  const columns = useMemo<Column<Line<TableName>>[]>(() => [
    {
      key: "tick",
      title: t("project.tick"),
      hidesTitle: true,
      width: "content",
      cell: (line) =>
        line.kind === "schema" ? (
          <Tick id={`tick-${line.schema}`} label={t("project.tickAllOf", { schema: line.schema })} state={howMany(line.tables, ticked)} change={(whether) => act.current.tick(line.tables, whether)} />
        ) : (
          <Tick id={`tick-${keyOf(line.table)}`} label={t("project.tickTable", { table: titleOf(line.table) })} state={ticked.has(keyOf(line.table)) ? "all" : "none"} change={(whether) => act.current.tick([line.table], whether)} />
        ),
    },
    {
      key: "table",
      title: t("project.table"),
      width: 20,
      cell: (line) =>
        line.kind === "schema" ? (
          <SchemaCell schema={line.schema} open={line.open} toggle={() => act.current.toggleSchema(line.schema)} words={t("project.tables", { count: line.tables.length, tables: number(line.tables.length) })} />
        ) : (
          <span className="syncline-tree-table">
            <Button variant="link" isInline className="syncline-break" aria-label={t("project.openTable", { table: titleOf(line.table) })} onClick={() => act.current.open(line.table)}>
              {line.table.table}
            </Button>
            {!named.has(keyOf(line.table)) && <span className="syncline-small syncline-quiet syncline-block">{t("project.byPattern")}</span>}
            {flawed.has(keyOf(line.table)) && <span className="syncline-small syncline-bad syncline-block">{flawed.get(keyOf(line.table))}</span>}
          </span>
        ),
    },
    {
      key: "target",
      title: t("project.becomes"),
      width: 20,
      cell: (line) => {
        const target = line.kind === "table" ? targets?.get(keyOf(line.table)) : undefined;
        return target ? <BreakableName name={titleOf(target)} /> : "";
      },
    },
    {
      key: "mode",
      title: t("project.mode"),
      cell: (line) => {
        if (line.kind === "schema") {
          return "";
        }
        return (
          <TableMode
            table={line.table}
            own={draft.policies[keyOf(line.table)]}
            pattern={byPattern(line.table)?.pattern}
            readOnly={readOnly}
            change={(mode) => act.current.setMode(line.table, mode)}
          />
        );
      },
    },
    { key: "keys", title: t("project.keys"), width: 10, cell: (line) => (line.kind === "table" ? <Keys policy={policyIn(draft.policies, byPattern, line.table)} isOwn={draft.policies[keyOf(line.table)] !== undefined} /> : "") },
    { key: "state", title: t("project.stateInTargets"), width: 10, cell: (line) => (line.kind === "table" ? <TableState states={states.get(keyOf(line.table)) ?? NONE} nameOf={nameOf} /> : "") },
    { key: "fresh", title: t("project.freshAsOf"), width: 15, cell: (line) => (line.kind === "table" ? freshAsOf(states.get(keyOf(line.table)) ?? NONE, draft.targets) : "") },
    ...(mayRun
      ? [
          {
            key: "sync",
            title: t("common.actions"),
            hidesTitle: true,
            width: "content" as const,
            cell: (line: Line<TableName>) =>
              line.kind === "table" ? (
                <Button
                  variant="plain"
                  icon={<SyncAltIcon />}
                  title={t("project.syncOne")}
                  aria-label={t("project.syncNamed", { table: titleOf(line.table) })}
                  isLoading={syncing !== undefined && keyOf(syncing) === keyOf(line.table)}
                  onClick={() => act.current.syncOne(line.table)}
                />
              ) : (
                ""
              ),
          },
        ]
      : []),
  ], [t, ticked, named, flawed, targets, draft.policies, byPattern, readOnly, states, nameOf, draft.targets, mayRun, syncing, act]);

  if (picking) {
    return (
      <>
        <Button ref={back} className="syncline-below" onClick={() => set({ pick: undefined })}>
          {t("project.backToTables")}
        </Button>
        <TablePicker draft={draft} change={change} flaws={flaws} readOnly={readOnly} />
      </>
    );
  }
  const addButton = !readOnly && (
    <Button ref={pick} variant="secondary" icon={<PlusCircleIcon />} onClick={() => set({ pick: "1", schema: undefined, table: undefined })}>
      {t("project.addTables")}
    </Button>
  );
  if (tables.length === 0) {
    return draft.selection.length === 0 ? (
      <Empty title={t("project.noTables")} body={t("project.noTablesBody")} actions={addButton} />
    ) : (
      <>
        <PatternRules draft={draft} change={change} flaws={flaws} readOnly={readOnly} />
        {addButton}
      </>
    );
  }

  // Beside the drawer there is room for the most needed only.
  const visible = shown ? columns.filter(({ key }) => ["tick", "table", "state"].includes(key)) : columns;

  return (
    <>
      {pending > 0 && (
        <Alert
          component="p"
          isInline
          variant="warning"
          title={t("project.pendingChanges", { count: pending })}
          className="syncline-below"
          actionLinks={<AlertActionLink onClick={props.showChanges}>{t("project.lookAtChanges")}</AlertActionLink>}
        />
      )}
      {draft.selection.length > 0 && <PatternRules draft={draft} change={change} flaws={flaws} readOnly={readOnly} />}
      <Drawer isExpanded={shown !== undefined} isInline>
        <DrawerContent
          panelContent={
            shown && (
              <TableDrawer
                key={keyOf(shown)}
                table={shown}
                draft={draft}
                change={change}
                flaws={flaws}
                readOnly={readOnly}
                projectId={projectId}
                kinds={kinds}
                connections={connections}
                nameOf={nameOf}
                close={close}
              />
            )
          }
        >
          <DrawerContentBody>
            <Toolbar>
              <ToolbarContent>
                <SearchField field={field} label={t("project.searchTables")} text={search} change={setSearch} found={found.length} />
                {(flawed.size > 0 || onlyFlawed) && (
                  <ToolbarItem alignSelf="center">
                    <Switch id="only-flawed" label={t("project.onlyFlawed", { count: flawed.size, tables: number(flawed.size) })} isChecked={onlyFlawed} onChange={(_, only) => setOnlyFlawed(only)} />
                  </ToolbarItem>
                )}
                <ToolbarItem>{addButton}</ToolbarItem>
                <ToolbarItem>
                  <Button variant="link" onClick={() => tick(found, howMany(found, ticked) !== "all")}>
                    {t(howMany(found, ticked) === "all" ? "project.untickFound" : "project.tickFound", { count: found.length, tables: number(found.length) })}
                  </Button>
                </ToolbarItem>
                {chosen.length > 0 && (
                  <ToolbarItem>
                    <BulkActions
                      tables={chosen}
                      readOnly={readOnly}
                      mayRun={mayRun}
                      change={(step) => change((before) => withPolicies(before, chosen, step))}
                      reset={() => change((before) => withoutPolicies(before, chosen))}
                      leaveOut={() => {
                        change((before) => leaveOut(before, chosen));
                        setTicked(new Set());
                      }}
                      execute={() => props.execute(chosen)}
                    />
                  </ToolbarItem>
                )}
              </ToolbarContent>
            </Toolbar>
            {flaws["tables"] && (
              <HelperText>
                <HelperTextItem variant="error">{flaws["tables"]}</HelperTextItem>
              </HelperText>
            )}
            {found.length === 0 ? (
              <Empty
                title={t("states.noMatch")}
                body={t("states.noMatchBody", { search })}
                actions={
                  <Button
                    variant="link"
                    onClick={() => {
                      setSearch("");
                      setOnlyFlawed(false);
                    }}
                  >
                    {t("states.clear")}
                  </Button>
                }
              />
            ) : (
              <VirtualTable label={t("project.tabs.tables")} rows={lines} columns={visible} rowKey={lineKey} chosen={(line) => shown !== undefined && lineKey(line) === keyOf(shown)} />
            )}
          </DrawerContentBody>
        </DrawerContent>
      </Drawer>
    </>
  );
}

/** @param isOwn else it is a pattern's, which holds where the table has these columns */
function Keys({ policy: { incremental, key, keyFields }, isOwn }: { policy: TablePolicy; isOwn: boolean }) {
  const { t } = useTranslation();
  const columns = key.join(", ");
  return (
    <>
      {incremental && isOwn && <div className="syncline-break">{columns || <span className="syncline-bad">{t("project.noIncrementalKey")}</span>}</div>}
      {incremental && !isOwn && <div className="syncline-break syncline-quiet">{t("project.whereItIs", { columns })}</div>}
      {keyFields !== null && <div className="syncline-small syncline-quiet">{t("project.keyIs", { fields: keyFields.join(", ") || t("project.noKey") })}</div>}
    </>
  );
}
