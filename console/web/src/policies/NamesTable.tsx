import { Alert, Label, Spinner, Title, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { SearchField } from "../common/SearchField";
import { type Column, VirtualTable } from "../common/VirtualTable";
import { Empty, ProblemAlert } from "../frame/States";
import { type Draft, keyOf, titleOf } from "../projects/draft";
import { isOfTable } from "../projects/findings";
import type { useNames } from "../projects/queries";
import { fits, wordsOf } from "../projects/tree";
import type { TableName } from "../projects/types";
import { usePlaceName } from "../projects/usePlaceName";
import { number } from "../texts/format";

interface Row {
  source: TableName;
  target: TableName | undefined;
  problem: string | undefined;
}

/** What each table is really called in the targets, and which of them would meet, as it is typed. */
export function NamesTable({ draft, names }: { draft: Draft; names: ReturnType<typeof useNames> }) {
  const { t } = useTranslation();
  const placeName = usePlaceName();
  const [search, setSearch] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const rows = useMemo(() => {
    const all = draft.tables.map((source): Row => {
      const key = keyOf(source);
      return { source, target: names.data?.targets.get(key), problem: names.data?.problems[`${key}/`] };
    });
    // What cannot be stands first.
    return [...all.filter(({ problem }) => problem), ...all.filter(({ problem }) => !problem)];
  }, [draft.tables, names.data]);
  const found = useMemo(() => {
    const words = wordsOf(search);
    return rows.filter(({ source, target }) => fits({ schema: titleOf(source), table: target ? titleOf(target) : "" }, words));
  }, [rows, search]);
  const problems = rows.filter(({ problem }) => problem).length;
  const others = Object.entries(names.data?.problems ?? {}).filter(([place]) => !isOfTable(place));

  const columns: Column<Row>[] = [
    { key: "source", title: t("policy.sourceTable"), width: 35, order: ({ source }) => titleOf(source), cell: ({ source }) => <span className="syncline-break">{titleOf(source)}</span> },
    {
      key: "target",
      title: t("policy.targetTable"),
      width: 50,
      order: ({ target }) => (target ? titleOf(target) : ""),
      cell: ({ target, problem }) => (
        <>
          <span className="syncline-break">{target ? titleOf(target) : "…"}</span>
          {problem && <div className="syncline-small syncline-bad">{problem}</div>}
        </>
      ),
    },
  ];

  if (draft.tables.length === 0) {
    return <Empty title={t("policy.noNames")} body={t("policy.noNamesBody")} />;
  }
  if (draft.schemaNaming.mode === undefined) {
    return <Empty title={t("policy.noNames")} body={t("policy.noNamesYet")} />;
  }
  return (
    <div>
      <Title headingLevel="h3" size="md" id="names-title" className="syncline-below">
        {t("policy.realNames")}{" "}
        {problems > 0 ? (
          <Label status="danger" isCompact>
            {t("policy.collisions", { count: problems, tables: number(problems) })}
          </Label>
        ) : (
          names.data &&
          !names.late &&
          others.length === 0 && (
            <Label status="success" isCompact>
              {t("policy.noCollisions")}
            </Label>
          )
        )}{" "}
        {names.late && <Spinner size="md" aria-label={t("policy.asking")} />}
      </Title>
      {names.isError && <ProblemAlert title={t("policy.namesUnknown")} error={names.error} />}
      {others.map(([place, text]) => (
        <Alert key={place} component="p" isInline isPlain variant="danger" title={`${placeName(place)}: ${text}`} />
      ))}
      <Toolbar>
        <ToolbarContent>
          <SearchField field={field} label={t("policy.searchNames")} text={search} change={setSearch} found={found.length} />
          <ToolbarItem />
        </ToolbarContent>
      </Toolbar>
      <div aria-live="polite">
        {found.length === 0 ? (
          <Empty title={t("states.noMatch")} body={t("states.noMatchBody", { search })} />
        ) : (
          <VirtualTable label={t("policy.realNames")} rows={found} columns={columns} rowKey={({ source }) => keyOf(source)} />
        )}
      </div>
    </div>
  );
}
