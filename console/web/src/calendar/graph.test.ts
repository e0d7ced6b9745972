import { describe, expect, it } from "vitest";

import type { PlanGraph } from "../api/types";
import { columnsOf } from "./graph";

const graph = (projects: number[], edges: [number, number][]) =>
  ({ nodes: projects.map((projectId) => ({ projectId })), edges: edges.map(([projectId, waitsFor]) => ({ projectId, waitsFor })), waiting: [] }) as unknown as PlanGraph;

describe("columns", () => {
  it("put a project behind all that it waits for", () => {
    expect(columnsOf(graph([1, 2, 3, 4], [[2, 1], [3, 2], [3, 1], [4, 3]]))).toEqual(new Map([[1, 0], [2, 1], [3, 2], [4, 3]]));
  });

  it("end also where there is a circle", () => expect(columnsOf(graph([1, 2], [[1, 2], [2, 1]])).size).toBe(2));
});
