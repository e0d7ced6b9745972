import { chooser, oneTable, policyByPattern } from "./patterns";
import type { ProjectRequest, ProjectView, TableName } from "./types";

export const SCHEMA_MODES = ["original", "prefix", "fixed"] as const;
export const TABLE_MODES = ["original", "schema-infix"] as const;
export const FULL_MODES = ["delete-and-create", "drop-first", "retain-and-clear"] as const;
export const FIELD_CHANGES = ["full-extraction", "ignore"] as const;
export const NEW_TABLES = ["inherit", "ignore", "include"] as const;
export const TROUBLES = ["zero-date", "date-out-of-range", "not-a-number", "nul-character"] as const;
export const ACTIONS = ["fail", "null", "text", "clamp"] as const;

export type SchemaMode = (typeof SCHEMA_MODES)[number];
export type TableMode = (typeof TABLE_MODES)[number];
export type NewTables = (typeof NEW_TABLES)[number];
export type Trouble = (typeof TROUBLES)[number];
export type Action = (typeof ACTIONS)[number];

/** Values of properties, by their names. */
export type Properties = Readonly<Record<string, readonly string[]>>;

/** What one table says for itself. */
export interface TablePolicy {
  incremental: boolean;
  /** In the order in which they were added. */
  key: readonly string[];
  lookBack: string;
  confirmedTextKey: boolean;
  /** Null for the source's own primary key; none where it is empty. */
  keyFields: readonly string[] | null;
  /** By kind of target. */
  properties: Readonly<Record<string, Properties>>;
}

export interface ConnectionPolicy {
  fullMode: (typeof FULL_MODES)[number];
  fieldChanges: (typeof FIELD_CHANGES)[number];
  ignoreNewTables: boolean;
  addSyncTime: boolean;
  /** As it is typed; empty for the workers' own setting. */
  pageSize: string;
  values: Readonly<Partial<Record<Trouble, Action>>>;
}

/** A project as it is edited, over all its screens. Nothing of it is stored before it is saved. */
export interface Draft {
  id: number | undefined;
  name: string;
  source: number | undefined;
  targets: readonly number[];
  /** It has no default: none is chosen first. */
  schemaNaming: { mode: SchemaMode | undefined; prefix: string; name: string };
  tableNaming: { mode: TableMode; infix: string };
  policy: ConnectionPolicy;
  schemas: Readonly<Record<string, NewTables>>;
  /** Those that were named. */
  tables: readonly TableName[];
  /** Patterns, also of what is left out, as the service writes them. */
  selection: readonly string[];
  /** As the service has them. */
  patternPolicies: NonNullable<ProjectRequest["patternPolicies"]>;
  /** Of tables that say something for themselves, by {@link keyOf}. */
  policies: Readonly<Record<string, TablePolicy>>;
}

export const STANDARD: TablePolicy = { incremental: false, key: [], lookBack: "", confirmedTextKey: false, keyFields: null, properties: {} };

export const EMPTY: Draft = {
  id: undefined,
  name: "",
  source: undefined,
  targets: [],
  schemaNaming: { mode: undefined, prefix: "", name: "" },
  tableNaming: { mode: "original", infix: "" },
  policy: { fullMode: "delete-and-create", fieldChanges: "full-extraction", ignoreNewTables: false, addSyncTime: false, pageSize: "", values: {} },
  schemas: {},
  tables: [],
  selection: [],
  patternPolicies: [],
  policies: {},
};

// No name has a NUL.
const BETWEEN = "\u0000";

export function keyOf({ schema, table }: TableName): string {
  return schema + BETWEEN + table;
}

export function tableOf(key: string): TableName {
  const [schema = "", table = ""] = key.split(BETWEEN);
  return { schema, table };
}

export function titleOf({ schema, table }: TableName): string {
  return `${schema}.${table}`;
}

/** What holds for a table: what it says for itself, else what a pattern says that it matches, else the defaults. */
export function policyOf(draft: Draft, table: TableName): TablePolicy {
  return policyIn(draft.policies, policyByPattern(draft.patternPolicies), table);
}

/** As {@link policyOf}, for many tables: what is sought is made once. */
export function policyIn(policies: Draft["policies"], byPattern: ReturnType<typeof policyByPattern>, table: TableName): TablePolicy {
  const own = policies[keyOf(table)];
  const pattern = own ? undefined : byPattern(table);
  return own ?? (pattern ? policyFrom(pattern) : STANDARD);
}

export function saysNothing(policy: TablePolicy): boolean {
  return !policy.incremental && policy.keyFields === null && Object.values(policy.properties).every((one) => Object.keys(one).length === 0);
}

/** With a rule more. */
export function withRule(draft: Draft, pattern: string): Draft {
  return draft.selection.includes(pattern) ? draft : { ...draft, selection: [...draft.selection, pattern] };
}

export function withoutRule(draft: Draft, pattern: string): Draft {
  return { ...draft, selection: draft.selection.filter((one) => one !== pattern) };
}

/** With the tables chosen; those that are chosen already stay where they are. */
export function choose(draft: Draft, tables: readonly TableName[]): Draft {
  const chosen = new Set(draft.tables.map(keyOf));
  const more = tables.filter((table) => !chosen.has(keyOf(table))).map(({ schema, table }) => ({ schema, table }));
  return more.length === 0 ? draft : { ...draft, tables: [...draft.tables, ...more] };
}

/** Without the tables, and without what they have said for themselves; what patterns would choose becomes an exception of theirs. */
export function leaveOut(draft: Draft, tables: readonly TableName[]): Draft {
  const out = new Set(tables.map(keyOf));
  const left = draft.tables.filter((table) => !out.has(keyOf(table)));
  const exceptions = tables.filter(chooser(draft.selection)).map((table) => `!${oneTable(table)}`);
  if (left.length === draft.tables.length && exceptions.length === 0) {
    return draft;
  }
  return { ...withoutPolicies(draft, tables), tables: left, selection: [...draft.selection.filter((rule) => !exceptions.includes(`!${rule}`)), ...exceptions] };
}

/** The tables say nothing for themselves any more. */
export function withoutPolicies(draft: Draft, tables: readonly TableName[]): Draft {
  const out = new Set(tables.map(keyOf));
  return { ...draft, policies: Object.fromEntries(Object.entries(draft.policies).filter(([key]) => !out.has(key))) };
}

export function withPolicy(draft: Draft, table: TableName, policy: TablePolicy): Draft {
  return withPolicies(draft, [table], () => policy);
}

/** The same change to many tables. */
export function withPolicies(draft: Draft, tables: readonly TableName[], change: (policy: TablePolicy) => TablePolicy): Draft {
  const policies = { ...draft.policies };
  const byPattern = policyByPattern(draft.patternPolicies);
  for (const table of tables) {
    const key = keyOf(table);
    const policy = change(policyIn(policies, byPattern, table));
    if (saysNothing(policy) && draft.patternPolicies.length === 0) {
      delete policies[key];
    } else {
      policies[key] = policy;
    }
  }
  return { ...draft, policies };
}

/** Another source has other tables: what was chosen of the former one goes. */
export function withSource(draft: Draft, source: number): Draft {
  return draft.source === source ? draft : { ...draft, source, tables: [], selection: [], patternPolicies: [], policies: {}, schemas: {} };
}

/** Schemas in the order in which they are shown. */
export function schemasOf(draft: Draft): string[] {
  return [...new Set([...draft.tables.map(({ schema }) => schema), ...Object.keys(draft.schemas)])].sort();
}

/** As the service writes it, of a table or of a pattern. */
export function policyFrom({ extraction, keyFields, properties }: { extraction?: unknown; keyFields?: unknown; properties?: unknown }): TablePolicy {
  const said = (extraction ?? { mode: "full" }) as { mode: string; key?: string[]; lookBack?: string | null; confirmedTextKey?: boolean };
  return {
    incremental: said.mode === "incremental",
    key: said.key ?? [],
    lookBack: said.lookBack ?? "",
    confirmedTextKey: said.confirmedTextKey ?? false,
    keyFields: (keyFields as string[] | null | undefined) ?? null,
    properties: (properties as Record<string, Record<string, string[]>> | null | undefined) ?? {},
  };
}

/** As the service reads it. */
export function policyRequestOf(policy: TablePolicy) {
  return {
    extraction: policy.incremental
      ? {
          mode: "incremental" as const,
          key: [...policy.key],
          ...(policy.lookBack.trim() === "" ? {} : { lookBack: policy.lookBack.trim() }),
          ...(policy.confirmedTextKey ? { confirmedTextKey: true } : {}),
        }
      : { mode: "full" as const },
    ...(policy.keyFields === null ? {} : { keyFields: [...policy.keyFields] }),
    ...(Object.keys(policy.properties).length === 0 ? {} : { properties: policy.properties as never }),
  };
}

export function draftOf(view: ProjectView): Draft {
  const schemaNaming = view.schemaNaming as unknown as { mode: SchemaMode; prefix?: string; name?: string };
  const tableNaming = view.tableNaming as unknown as { mode: TableMode; infix?: string };
  return {
    id: view.id,
    name: view.name,
    source: view.sourceConnectionId,
    targets: view.targetConnectionIds,
    schemaNaming: { mode: schemaNaming.mode, prefix: schemaNaming.prefix ?? "", name: schemaNaming.name ?? "" },
    tableNaming: { mode: tableNaming.mode, infix: tableNaming.infix ?? "" },
    policy: {
      fullMode: view.policy.fullMode,
      fieldChanges: view.policy.fieldChanges,
      ignoreNewTables: view.policy.ignoreNewTables,
      addSyncTime: view.policy.addSyncTime,
      pageSize: (view.policy.pageSize as number | null)?.toString() ?? "",
      values: Object.fromEntries(Object.entries(view.policy.values).filter(([, action]) => action !== "fail")),
    },
    schemas: Object.fromEntries(view.schemas.filter(({ newTables }) => newTables !== "inherit").map(({ schema, newTables }) => [schema, newTables])),
    tables: view.tables,
    selection: view.selection.map(({ pattern }) => pattern),
    patternPolicies: view.patternPolicies as unknown as Draft["patternPolicies"],
    policies: Object.fromEntries(
      view.tablePolicies.flatMap(({ table, ...said }): [string, TablePolicy][] => {
        const policy = policyFrom(said);
        // Beside a pattern's policy it says that the defaults hold.
        return saysNothing(policy) && view.patternPolicies.length === 0 ? [] : [[keyOf(table), policy]];
      }),
    ),
  };
}

/** What is sent to be saved, or to be looked at: words that do not belong to the chosen modes stay behind. */
export function requestOf(draft: Draft): ProjectRequest {
  const { schemaNaming, tableNaming, policy } = draft;
  return {
    name: draft.name.trim(),
    ...(draft.source === undefined ? {} : { sourceConnectionId: draft.source }),
    targetConnectionIds: [...draft.targets],
    ...(schemaNaming.mode === undefined
      ? {}
      : {
          schemaNaming: {
            mode: schemaNaming.mode,
            ...(schemaNaming.mode === "prefix" ? { prefix: schemaNaming.prefix } : {}),
            ...(schemaNaming.mode === "fixed" ? { name: schemaNaming.name } : {}),
          },
        }),
    tableNaming: { mode: tableNaming.mode, ...(tableNaming.mode === "schema-infix" ? { infix: tableNaming.infix } : {}) },
    tables: [...draft.tables],
    selection: draft.selection.map((pattern) => ({ pattern })),
    patternPolicies: draft.patternPolicies,
    policy: {
      fullMode: policy.fullMode,
      fieldChanges: policy.fieldChanges,
      ignoreNewTables: policy.ignoreNewTables,
      addSyncTime: policy.addSyncTime,
      ...(policy.pageSize.trim() === "" ? {} : { pageSize: Number(policy.pageSize) }),
      values: Object.fromEntries(Object.entries(policy.values).filter(([, action]) => action !== "fail")) as Record<string, string>,
    },
    schemas: Object.entries(draft.schemas)
      .filter(([, newTables]) => newTables !== "inherit")
      .map(([schema, newTables]) => ({ schema, newTables })),
    tablePolicies: Object.entries(draft.policies).map(([key, one]) => ({ table: tableOf(key), ...policyRequestOf(one) })),
  };
}

/** The same of a project that is saved already: so is what it is compared with. */
export function unsavedRequestOf(draft: Draft): ProjectRequest {
  return { ...requestOf(draft), ...(draft.id === undefined ? {} : { projectId: draft.id }) };
}

export type Flaw = "missing" | "tooLong" | "noNumber" | "noDuration";

const LONGEST_NAME = 200;

/** What is known to be wrong before the service is asked, by the place of {@link placeOf}. */
export function flawsOf(draft: Draft): Record<string, Flaw> {
  const { schemaNaming, tableNaming, policy } = draft;
  const flaws: [string, Flaw | undefined][] = [
    ["name", draft.name.trim() === "" ? "missing" : draft.name.trim().length > LONGEST_NAME ? "tooLong" : undefined],
    ["sourceConnectionId", draft.source === undefined ? "missing" : undefined],
    ["targetConnectionIds", draft.targets.length === 0 ? "missing" : undefined],
    ["tables", draft.tables.length === 0 && draft.selection.length === 0 ? "missing" : undefined],
    ["schemaNaming", schemaNaming.mode === undefined ? "missing" : undefined],
    ["schemaNaming.prefix", schemaNaming.mode === "prefix" && schemaNaming.prefix === "" ? "missing" : undefined],
    ["schemaNaming.name", schemaNaming.mode === "fixed" && schemaNaming.name === "" ? "missing" : undefined],
    ["tableNaming.infix", tableNaming.mode === "schema-infix" && tableNaming.infix === "" ? "missing" : undefined],
    ["policy.pageSize", policy.pageSize.trim() === "" || /^\d{1,9}$/.test(policy.pageSize.trim()) ? undefined : "noNumber"],
  ];
  const found = Object.fromEntries(flaws.filter((flaw): flaw is [string, Flaw] => flaw[1] !== undefined));
  for (const [key, one] of Object.entries(draft.policies)) {
    if (one.incremental && one.key.length === 0) {
      found[`${key}/extraction.key`] = "missing";
    }
    if (!isLookBack(one.lookBack)) {
      found[`${key}/extraction.lookBack`] = "noDuration";
    }
  }
  return found;
}

function isLookBack(text: string): boolean {
  const trimmed = text.trim();
  return trimmed === "" || /^\d{1,18}$/.test(trimmed) || /^P(?=\d|T\d)(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/.test(trimmed);
}
