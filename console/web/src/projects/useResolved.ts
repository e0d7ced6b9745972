import { useMemo } from "react";

import { type Draft, keyOf } from "./draft";
import { chosenByPattern } from "./patterns";
import { useCatalog } from "./queries";

/** The same with the tables, too, that its patterns choose in the source now: after those that are named, which stay as they are. */
export function useResolved(draft: Draft): Draft {
  const { tables, selection } = draft;
  const catalog = useCatalog(selection.length > 0 ? draft.source : undefined).data;
  const all = useMemo(() => {
    const named = new Set(tables.map(keyOf));
    const more = chosenByPattern(selection, catalog ?? []).filter((table) => !named.has(keyOf(table)));
    return more.length === 0 ? tables : [...tables, ...more.map(({ schema, table }) => ({ schema, table }))];
  }, [tables, selection, catalog]);
  return useMemo(() => (all === tables ? draft : { ...draft, tables: all }), [draft, tables, all]);
}
