interface Edge {
  planId: number;
  projectId: number;
  waitsFor: number;
}

/** Projects that would wait for each other, the first one again at the end; nothing where none would. */
export function circleOf(edges: readonly Edge[], planId: number | undefined, projectId: number, dependencies: readonly number[]): number[] | undefined {
  const waits = new Map<number, number[]>();
  edges.filter((edge) => edge.planId !== planId).forEach((edge) => waits.set(edge.projectId, [...(waits.get(edge.projectId) ?? []), edge.waitsFor]));
  waits.set(projectId, [...(waits.get(projectId) ?? []), ...dependencies]);
  const seen = new Set<number>();
  const search = (at: number, path: number[]): number[] | undefined => {
    for (const next of waits.get(at) ?? []) {
      if (next === projectId) {
        return [...path, next];
      }
      if (!seen.has(next)) {
        seen.add(next);
        const found = search(next, [...path, next]);
        if (found) {
          return found;
        }
      }
    }
    return undefined;
  };
  return search(projectId, [projectId]);
}
