import type { PlanGraph } from "../api/types";

/**
 * The column of each project: those that wait for nothing come first, others behind all that they wait for. A circle, which saving refuses, ends where it is met.
 */
export function columnsOf(graph: PlanGraph): Map<number, number> {
  const waitsFor = new Map<number, number[]>();
  for (const { projectId, waitsFor: other } of graph.edges) {
    waitsFor.set(projectId, [...(waitsFor.get(projectId) ?? []), other]);
  }
  const columns = new Map<number, number>();
  const column = (project: number, path: number[]): number => {
    const known = columns.get(project);
    if (known !== undefined || path.includes(project)) {
      return known ?? 0;
    }
    const found = Math.max(-1, ...(waitsFor.get(project) ?? []).map((other) => column(other, [...path, project]))) + 1;
    columns.set(project, found);
    return found;
  };
  graph.nodes.forEach(({ projectId }) => column(projectId, []));
  return columns;
}
