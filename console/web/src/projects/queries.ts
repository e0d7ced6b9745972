import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import { answered, config, ok, scheduler } from "../api/client";
import { all } from "../api/pages";
import { Problem } from "../api/problem";
import { identityOf } from "../common/identity";
import { useLater } from "../common/useLater";
import { PROJECTS } from "../connections/queries";
import { type Draft, EMPTY, flawsOf, keyOf, requestOf, unsavedRequestOf } from "./draft";
import { byPlace } from "./findings";
import type { CatalogTable, ServerFinding, TableName } from "./types";

const LARGEST_PAGE = 1_000;
const AT_ONCE = 4;
const TYPING_MILLIS = 300;
const CHECK_MILLIS = 700;
const FEW_TABLES = 1_000;
const FOLLOWING_MILLIS = 1_000;
const SOON_MILLIS = 5_000;
/** A run that has not reached its table by then waits for others, or failed before. */
const FOLLOWED_MILLIS = 30_000;
const LATER_MILLIS = 30_000;

export function readProject(id: number) {
  return answered(config.GET("/api/v1/projects/{id}", { params: { path: { id } } }));
}

export function useProject(id: number) {
  return useQuery({
    queryKey: [...PROJECTS, id],
    // It is not changed below the hands of who edits it.
    staleTime: Infinity,
    gcTime: 0,
    queryFn: () => readProject(id),
  });
}

/** All tables of a source, in all its schemas. */
export function useCatalog(connectionId: number | undefined) {
  return useQuery({
    queryKey: ["catalog", connectionId],
    enabled: connectionId !== undefined,
    staleTime: 60_000,
    queryFn: async () => {
      const path = { connectionId: connectionId! };
      const schemas = await all((cursor) => config.GET("/api/v1/catalogs/{connectionId}/schemas", { params: { path, query: { cursor, limit: LARGEST_PAGE } } }));
      const read = async (schema: string): Promise<CatalogTable[]> =>
        all((cursor) => config.GET("/api/v1/catalogs/{connectionId}/tables", { params: { path, query: { schema, cursor, limit: LARGEST_PAGE } } }));
      const tables: CatalogTable[][] = [];
      for (let i = 0; i < schemas.length; i += AT_ONCE) {
        tables.push(...(await Promise.all(schemas.slice(i, i + AT_ONCE).map(({ name }) => read(name)))));
      }
      return tables.flat();
    },
  });
}

/** Columns and key of a table of the source. */
export function useTableDetail(connectionId: number | undefined, { schema, table }: TableName) {
  return useQuery({
    queryKey: ["catalog", connectionId, schema, table],
    enabled: connectionId !== undefined,
    staleTime: 60_000,
    queryFn: () => ok(config.GET("/api/v1/catalogs/{connectionId}/table", { params: { path: { connectionId: connectionId! }, query: { schema, table } } })),
  });
}

/** The names that the targets' tables would get, a moment after each change. */
export function useNames({ schemaNaming, tableNaming, tables, targets }: Draft) {
  const naming = useMemo(() => ({ schemaNaming, tableNaming, tables, targets }), [schemaNaming, tableNaming, tables, targets]);
  const asked = useLater(naming, TYPING_MILLIS);
  const names = useQuery({
    queryKey: ["names", identityOf(asked)],
    enabled: asked.tables.length > 0 && asked.schemaNaming.mode !== undefined,
    staleTime: Infinity,
    gcTime: 10_000,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const { schemaNaming: schema, tableNaming: table, tables: some, targetConnectionIds } = requestOf({ ...EMPTY, ...asked });
      const request = { tableNaming: table!, tables: some!, targetConnectionIds: targetConnectionIds!, ...(schema ? { schemaNaming: schema } : {}) };
      const answer = await ok(config.POST("/api/v1/projects/names", { body: request, signal }));
      return {
        targets: new Map(answer.names.map(({ source, target }) => [keyOf(source), target])),
        problems: byPlace(answer.details as ServerFinding[], request),
      };
    },
  });
  return { ...names, late: asked !== naming || names.isFetching };
}

const NOTHING: Record<string, string> = {};

/** What the service would say to a save, a moment after each change; nothing is stored. A question that a later change has made stale is taken back. */
export function useCheck(draft: Draft, wanted: boolean) {
  const asked = useLater(draft, CHECK_MILLIS);
  const sound = useMemo(() => Object.keys(flawsOf(asked)).length === 0, [asked]);
  const check = useQuery({
    queryKey: ["check", identityOf(asked)],
    enabled: wanted && sound,
    staleTime: Infinity,
    gcTime: 10_000,
    queryFn: async ({ signal }) => {
      const request = unsavedRequestOf(asked);
      try {
        const answer = await ok(config.POST("/api/v1/projects/validate", { body: request, signal }));
        return { problems: NOTHING, warnings: byPlace(answer.findings as ServerFinding[], request) };
      } catch (e) {
        if (e instanceof Problem && e.findings.length > 0) {
          return { problems: byPlace(e.findings, request), warnings: NOTHING };
        }
        throw e;
      }
    },
  });
  return { problems: check.data?.problems ?? NOTHING, warnings: check.data?.warnings ?? NOTHING, checking: check.isFetching || asked !== draft };
}

/** What a run would do, page by page; nothing is stored. */
export function usePreview(draft: Draft, limit = 50) {
  return useInfiniteQuery({
    queryKey: ["preview", identityOf(draft), limit],
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => ok(config.POST("/api/v1/projects/preview", { params: { query: { cursor: pageParam, limit } }, body: unsavedRequestOf(draft), signal })),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** The run of a single table that was begun here. */
export interface Begun {
  run: string;
  /** When it was asked for, in milliseconds. */
  at: number;
}

/** Where each table of a saved project stands in each target; soon, where a run that was begun here has not come to its end there. */
export function useTableStatus(projectId: number | undefined, tables: number, begun?: Begun) {
  return useQuery({
    queryKey: ["table-status", projectId],
    enabled: projectId !== undefined,
    refetchInterval: ({ state: { data } }) => {
      if (tables > FEW_TABLES) {
        return LATER_MILLIS;
      }
      if (begun && Date.now() < begun.at + FOLLOWED_MILLIS && !(data?.some(({ lastRun }) => lastRun === begun.run) && data.every(({ now }) => !now))) {
        return FOLLOWING_MILLIS;
      }
      return data?.some(({ now }) => now) ? SOON_MILLIS : LATER_MILLIS;
    },
    queryFn: () => all((cursor) => scheduler.GET("/api/v1/overview/projects/{id}/tables", { params: { path: { id: projectId! }, query: { cursor, limit: LARGEST_PAGE } } })),
  });
}

export function useProjectStatus(projectId: number) {
  return useQuery({
    queryKey: ["project-status", projectId],
    refetchInterval: SOON_MILLIS,
    queryFn: async () => (await ok(scheduler.GET("/api/v1/overview/projects", { params: { query: { project: [projectId] } } }))).items[0] ?? null,
  });
}

export function useSchemaChanges(projectId: number) {
  return useQuery({
    queryKey: ["schema-changes", projectId],
    queryFn: () => ok(config.GET("/api/v1/projects/{id}/schema-changes", { params: { path: { id: projectId }, query: { state: "pending", limit: LARGEST_PAGE } } })),
  });
}
