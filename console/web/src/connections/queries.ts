import { useQuery } from "@tanstack/react-query";

import { answered, config, ok } from "../api/client";
import { all } from "../api/pages";
import type { Kind } from "../api/types";

export const CONNECTIONS = ["connections"];
export const PROJECTS = ["projects"];
const LARGEST_PAGE = 1_000;

export function useKinds() {
  return useQuery({ queryKey: ["connection-kinds"], staleTime: Infinity, queryFn: () => ok(config.GET("/api/v1/connection-kinds")) });
}

export function kindOf(kinds: Kind[] | undefined, id: string | undefined): Kind | undefined {
  return kinds?.find((kind) => kind.kind === id);
}

export function useConnections() {
  return useQuery({
    queryKey: CONNECTIONS,
    queryFn: () => all((cursor) => config.GET("/api/v1/connections", { params: { query: { cursor, limit: LARGEST_PAGE } } })),
  });
}

/** One connection with the ETag of its state. */
export function useConnection(id: number | undefined) {
  return useQuery({
    queryKey: [...CONNECTIONS, id],
    enabled: id !== undefined,
    // A form begins with what is there now, and is not changed below its user's hands.
    staleTime: Infinity,
    gcTime: 0,
    queryFn: () => readConnection(id!),
  });
}

export function readConnection(id: number) {
  return answered(config.GET("/api/v1/connections/{id}", { params: { path: { id } } }));
}

export function useProjects() {
  return useQuery({
    queryKey: PROJECTS,
    queryFn: () => all((cursor) => config.GET("/api/v1/projects", { params: { query: { cursor, limit: LARGEST_PAGE } } })),
  });
}
