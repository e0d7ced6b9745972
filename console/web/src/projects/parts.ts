import { type ConnectionPolicy, type Draft, EMPTY, keyOf, type NewTables, tableOf, type TablePolicy } from "./draft";
import { chooser } from "./patterns";

/** Something of a project that is the same in two states of it, or is not. */
export interface Part {
  /** Such as `schemaNaming`, `policy.fullMode`, `tables/…` and `policies/…`. */
  path: string;
  value: unknown;
}

const TABLE = "tables/";
const POLICY = "policies/";
const SCHEMA = "schemas/";
const RULE = "selection/";

/** A project in parts that can be taken one by one. */
export function partsOf(draft: Draft): Map<string, unknown> {
  return new Map<string, unknown>([
    ["name", draft.name],
    ["source", draft.source],
    ["targets", draft.targets],
    ["schemaNaming", meant(draft)],
    ["tableNaming", draft.tableNaming.mode === "original" ? { mode: "original", infix: "" } : draft.tableNaming],
    ...Object.entries(draft.policy).map(([name, value]): [string, unknown] => [`policy.${name}`, name === "values" ? sorted(value as object) : value]),
    ...Object.entries(draft.schemas)
      .filter(([, newTables]) => newTables !== "inherit")
      .map(([schema, newTables]): [string, unknown] => [SCHEMA + schema, newTables]),
    ...draft.selection.map((pattern): [string, unknown] => [RULE + pattern, true]),
    ["patternPolicies", draft.patternPolicies],
    ...draft.tables.map((table): [string, unknown] => [TABLE + keyOf(table), true]),
    ...Object.entries(draft.policies).map(([key, policy]): [string, unknown] => [POLICY + key, policy]),
  ]);
}

/** What was typed for a mode that is not chosen any more makes no difference. */
function meant({ schemaNaming: { mode, prefix, name } }: Draft) {
  return { mode, prefix: mode === "prefix" ? prefix : "", name: mode === "fixed" ? name : "" };
}

export function draftFrom(id: number | undefined, parts: ReadonlyMap<string, unknown>): Draft {
  const under = <T>(prefix: string): [string, T][] =>
    [...parts].flatMap(([path, value]): [string, T][] => (path.startsWith(prefix) && value !== undefined ? [[path.slice(prefix.length), value as T]] : []));
  const tables = under<boolean>(TABLE).map(([key]) => tableOf(key));
  const named = new Set(tables.map(keyOf));
  const selection = under<boolean>(RULE).map(([pattern]) => pattern);
  const byPattern = chooser(selection);
  return {
    ...EMPTY,
    id,
    name: parts.get("name") as string,
    source: parts.get("source") as number | undefined,
    targets: parts.get("targets") as number[],
    schemaNaming: parts.get("schemaNaming") as Draft["schemaNaming"],
    tableNaming: parts.get("tableNaming") as Draft["tableNaming"],
    policy: Object.fromEntries(under("policy.")) as unknown as ConnectionPolicy,
    schemas: Object.fromEntries(under<NewTables>(SCHEMA)),
    selection,
    patternPolicies: parts.get("patternPolicies") as Draft["patternPolicies"],
    tables,
    // A table that one of the two has left out has no policy either.
    policies: Object.fromEntries(under<TablePolicy>(POLICY).filter(([key]) => named.has(key) || byPattern(tableOf(key)))),
  };
}

export interface Difference {
  path: string;
  mine: unknown;
  theirs: unknown;
}

export function differencesOf(mine: Draft, theirs: Draft): Difference[] {
  if (mine === theirs) {
    return [];
  }
  const [one, other] = [partsOf(mine), partsOf(theirs)];
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((path) => !same(one.get(path), other.get(path)))
    .map((path) => ({ path, mine: one.get(path), theirs: other.get(path) }));
}

export interface Merge {
  /** With what only one of the two has changed; where both have, with mine. */
  draft: Draft;
  /** What both have changed, each in another way. */
  conflicts: Difference[];
}

/** What two people have made of one state. */
export function merge(base: Draft, mine: Draft, theirs: Draft): Merge {
  const [from, one, other] = [partsOf(base), partsOf(mine), partsOf(theirs)];
  const merged = new Map<string, unknown>();
  const conflicts: Difference[] = [];
  for (const path of new Set([...one.keys(), ...other.keys(), ...from.keys()])) {
    const [before, a, b] = [from.get(path), one.get(path), other.get(path)];
    merged.set(path, same(a, before) ? b : a);
    if (!same(a, b) && !same(a, before) && !same(b, before)) {
      conflicts.push({ path, mine: a, theirs: b });
    }
  }
  return { draft: draftFrom(mine.id, merged), conflicts };
}

/** With theirs at some places. */
export function taking(draft: Draft, theirs: Draft, paths: readonly string[]): Draft {
  const [parts, other] = [partsOf(draft), partsOf(theirs)];
  paths.forEach((path) => parts.set(path, other.get(path)));
  return draftFrom(draft.id, parts);
}

function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function sorted(of: object): object {
  return Object.fromEntries(Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether there is anything to be saved; quick where what is long has not been touched, and ended by the first difference. */
export function isEdited(draft: Draft, saved: Draft): boolean {
  if (draft === saved) {
    return false;
  }
  const small = { tables: [], policies: {} };
  return (
    differencesOf({ ...draft, ...small }, { ...saved, ...small }).length > 0 ||
    (draft.tables !== saved.tables && !sameTables(draft.tables, saved.tables)) ||
    (draft.policies !== saved.policies && !samePolicies(draft.policies, saved.policies))
  );
}

function sameTables(some: Draft["tables"], others: Draft["tables"]): boolean {
  if (some.length !== others.length) {
    return false;
  }
  const keys = new Set(others.map(keyOf));
  return some.every((table) => keys.has(keyOf(table)));
}

function samePolicies(some: Draft["policies"], others: Draft["policies"]): boolean {
  const keys = Object.keys(some);
  return keys.length === Object.keys(others).length && keys.every((key) => same(some[key], others[key]));
}
