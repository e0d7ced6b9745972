import { Button, HelperText, HelperTextItem, Label, Switch, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import { DatabaseIcon } from "@patternfly/react-icons";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { SearchField } from "../common/SearchField";
import { type Column, VirtualTable } from "../common/VirtualTable";
import { Empty, Failed, Loading } from "../frame/States";
import { bytes, number } from "../texts/format";
import { choose, keyOf, leaveOut, withRule } from "./draft";
import type { Editing } from "./editing";
import { PatternRules } from "./PatternRules";
import { chosenByPattern, wholeSchema } from "./patterns";
import { useCatalog } from "./queries";
import { SchemaCell, Tick } from "./TreeCells";
import { bySchema, fits, howMany, type Line, lineKey, linesOf, wordsOf } from "./tree";
import type { CatalogTable } from "./types";

const NONE: CatalogTable[] = [];
/** More schemas than this are closed first. */
const OPEN_SCHEMAS = 3;

/** The tables of the source, of which some are chosen: one by one, by search, or all of a schema. */
export function TablePicker({ draft, change, flaws, readOnly }: Editing) {
  const { t } = useTranslation();
  const catalog = useCatalog(draft.source);
  const [search, setSearch] = useState("");
  const [onlyChosen, setOnlyChosen] = useState(false);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const field = useRef<HTMLInputElement>(null);

  const tables = catalog.data ?? NONE;
  const named = useMemo(() => new Set(draft.tables.map(keyOf)), [draft.tables]);
  const byPattern = useMemo(() => new Set(chosenByPattern(draft.selection, tables).map(keyOf)), [draft.selection, tables]);
  const chosen = useMemo(() => new Set([...named, ...byPattern]), [named, byPattern]);
  const gone = useMemo(() => {
    const there = new Set(tables.map(keyOf));
    return catalog.data ? draft.tables.filter((table) => !there.has(keyOf(table))) : [];
  }, [catalog.data, tables, draft.tables]);
  const found = useMemo(() => {
    const words = wordsOf(search);
    return tables.filter((table) => fits(table, words) && (!onlyChosen || chosen.has(keyOf(table))));
    // What is taken out stays in sight until the search is another.
  }, [tables, search, onlyChosen, onlyChosen ? chosen : undefined]);
  const schemas = useMemo(() => bySchema(found), [found]);
  const closedFirst = search === "" && schemas.size > OPEN_SCHEMAS;
  const lines = useMemo(() => {
    const closed = new Set([...schemas.keys()].filter((schema) => closedFirst !== toggled.has(schema)));
    return linesOf(schemas, closed);
  }, [schemas, closedFirst, toggled]);

  if (catalog.isPending) {
    return <Loading />;
  }
  if (catalog.isError) {
    return <Failed error={catalog.error} retry={() => void catalog.refetch()} />;
  }
  if (tables.length === 0) {
    return <Empty icon={DatabaseIcon} title={t("project.noTablesThere")} body={t("project.noTablesThereBody")} actions={<Button onClick={() => void catalog.refetch()}>{t("states.retry")}</Button>} />;
  }

  const set = (some: readonly CatalogTable[], ticked: boolean) => change((before) => (ticked ? choose(before, some) : leaveOut(before, some)));
  const columns: Column<Line<CatalogTable>>[] = [
    {
      key: "chosen",
      title: t("project.chosen"),
      hidesTitle: true,
      width: "content",
      cell: (line) =>
        line.kind === "schema" ? (
          <Tick id={`schema-${line.schema}`} label={t("project.allOf", { schema: line.schema })} state={howMany(line.tables, chosen)} disabled={readOnly || draft.selection.includes(wholeSchema(line.schema))} change={(ticked) => set(line.tables, ticked)} />
        ) : (
          <Tick
            id={`table-${keyOf(line.table)}`}
            label={t("project.copy", { table: `${line.table.schema}.${line.table.table}` })}
            state={chosen.has(keyOf(line.table)) ? "all" : "none"}
            disabled={readOnly || (byPattern.has(keyOf(line.table)) && !named.has(keyOf(line.table)))}
            change={(ticked) => set([line.table], ticked)}
          />
        ),
    },
    {
      key: "table",
      title: t("project.table"),
      width: 35,
      cell: (line) =>
        line.kind === "schema" ? (
          <SchemaCell
            schema={line.schema}
            open={line.open}
            toggle={() =>
              setToggled((before) => {
                const next = new Set(before);
                if (!next.delete(line.schema)) {
                  next.add(line.schema);
                }
                return next;
              })
            }
            words={t("project.chosenOf", { chosen: number(line.tables.filter((table) => chosen.has(keyOf(table))).length), count: line.tables.length, tables: number(line.tables.length) })}
          />
        ) : (
          <span className="syncline-tree-table syncline-break">{line.table.table}</span>
        ),
    },
    { key: "kind", title: t("project.kind"), width: "content", cell: (line) => (line.kind === "table" && line.table.kind !== "table" ? <Label isCompact>{line.table.kind}</Label> : "") },
    {
      key: "rule",
      title: t("project.byPattern"),
      width: 20,
      cell: (line) =>
        line.kind === "table" ? (
          byPattern.has(keyOf(line.table)) && !named.has(keyOf(line.table)) ? <Label isCompact>{t("project.byPattern")}</Label> : ""
        ) : readOnly || draft.selection.includes(wholeSchema(line.schema)) ? (
          ""
        ) : (
          <Button variant="link" isInline onClick={() => change((before) => withRule(leaveOut(before, line.tables), wholeSchema(line.schema)))}>
            {t("project.wholeSchema")}
          </Button>
        ),
    },
    { key: "rows", title: t("project.rowsAbout"), width: 15, numeric: true, cell: (line) => (line.kind === "table" ? estimate(line.table.estimatedRows, number) : "") },
    { key: "size", title: t("project.sizeAbout"), width: 10, numeric: true, cell: (line) => (line.kind === "table" ? estimate(line.table.estimatedBytes, bytes) : "") },
  ];
  const all = howMany(found, chosen) === "all";

  return (
    <>
      <Toolbar>
        <ToolbarContent>
          <SearchField field={field} label={t("project.searchTables")} text={search} change={setSearch} found={found.length} />
          <ToolbarItem alignSelf="center">
            <Switch id="only-chosen" label={t("project.onlyChosen")} isChecked={onlyChosen} onChange={(_, only) => setOnlyChosen(only)} />
          </ToolbarItem>
          {!readOnly && (
            <ToolbarItem>
              <Button variant="secondary" isDisabled={found.length === 0} onClick={() => set(found, !all)}>
                {t(all ? "project.leaveOutFound" : "project.chooseFound", { count: found.length, tables: number(found.length) })}
              </Button>
            </ToolbarItem>
          )}
          <ToolbarItem alignSelf="center">
            <span role="status">{t("project.numberChosen", { count: chosen.size, tables: number(chosen.size) })}</span>
          </ToolbarItem>
        </ToolbarContent>
      </Toolbar>
      <PatternRules draft={draft} change={change} flaws={flaws} readOnly={readOnly} />
      {flaws["tables"] && (
        <HelperText>
          <HelperTextItem variant="error">{flaws["tables"]}</HelperTextItem>
        </HelperText>
      )}
      {gone.length > 0 && (
        <HelperText>
          <HelperTextItem variant="warning">
            {t("project.goneFromSource", { count: gone.length, tables: gone.slice(0, 5).map(({ schema, table }) => `${schema}.${table}`).join(", ") })}{" "}
            {!readOnly && (
              <Button variant="link" isInline onClick={() => change((before) => leaveOut(before, gone))}>
                {t("project.leaveThemOut")}
              </Button>
            )}
          </HelperTextItem>
        </HelperText>
      )}
      {found.length === 0 ? (
        <Empty
          title={t("states.noMatch")}
          body={onlyChosen && search === "" ? t("project.noneChosen") : t("states.noMatchBody", { search })}
          actions={
            <Button
              variant="link"
              onClick={() => {
                setSearch("");
                setOnlyChosen(false);
              }}
            >
              {t("states.clear")}
            </Button>
          }
        />
      ) : (
        <VirtualTable label={t("project.tablesOfSource")} rows={lines} columns={columns} rowKey={lineKey} />
      )}
    </>
  );
}

function estimate(figure: number | null | undefined, words: (figure: number) => string): string {
  return figure === null || figure === undefined ? "–" : words(figure);
}
