import type { LabelProps } from "@patternfly/react-core";

import type { Load, TableRun } from "../api/types";

type Status = NonNullable<LabelProps["status"]> | undefined;

export interface Look {
  color: NonNullable<LabelProps["color"]>;
  status?: Status;
}

const LOOKS: Record<string, Look> = {
  WAITING: { color: "grey" },
  QUEUED: { color: "grey" },
  INSPECTING: { color: "purple" },
  DISCOVERING: { color: "purple" },
  EXTRACTING: { color: "blue" },
  GIVEN: { color: "blue" },
  LOADING: { color: "blue" },
  RUNNING: { color: "blue", status: "info" },
  ENDING: { color: "teal" },
  CANCELLING: { color: "orange", status: "warning" },
  WITHDRAWING: { color: "orange" },
  CLEANING_UP: { color: "orange" },
  SUCCEEDED: { color: "green", status: "success" },
  LOADED: { color: "green", status: "success" },
  FAILED: { color: "red", status: "danger" },
  CANCELLED: { color: "orange", status: "warning" },
  DROPPED: { color: "orange" },
  SKIPPED: { color: "grey" },
};

export function lookOf(state: string): Look {
  return LOOKS[state] ?? { color: "grey" };
}

/** What tables are told apart by in the list's filter. */
export const GROUPS = ["waiting", "working", "done", "failed"] as const;
export type Group = (typeof GROUPS)[number];

export function groupOf(table: TableRun): Group {
  if (failureOf(table)) {
    return "failed";
  }
  switch (table.state) {
    case "WAITING":
      return "waiting";
    case "LOADED":
    case "SKIPPED":
      return "done";
    case "FAILED":
    case "CANCELLED":
      return "failed";
    default:
      return "working";
  }
}

export function failureOf(table: TableRun) {
  return table.failure ?? table.loads.find((load) => load.failure)?.failure ?? null;
}

export function isSettled(state: string): boolean {
  return ["LOADED", "FAILED", "CANCELLED", "SKIPPED"].includes(state);
}

export function isOver(state: string): boolean {
  return ["SUCCEEDED", "FAILED", "CANCELLED"].includes(state);
}

export function nameOf(name: { schema: string; table: string }): string {
  return `${name.schema}.${name.table}`;
}

export function loadedRows(loads: Load[]): number {
  return loads.reduce((sum, load) => sum + load.rows, 0);
}
