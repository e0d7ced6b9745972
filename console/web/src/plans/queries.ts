import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { ok, scheduler } from "../api/client";
import { all } from "../api/pages";
import { Problem } from "../api/problem";
import { identityOf } from "../common/identity";
import { useLater } from "../common/useLater";
import { flawsOfPlan, type PlanDraft, requestOfPlan } from "./plan";

const TYPING_MILLIS = 400;
const PAGE = 1_000;

export function usePlans(projectId: number) {
  return useQuery({
    queryKey: ["plans", projectId],
    queryFn: () => all((cursor) => scheduler.GET("/api/v1/plans", { params: { query: { project: projectId, cursor, limit: PAGE } } })),
  });
}

export function useGraph() {
  return useQuery({ queryKey: ["plan-graph"], queryFn: () => ok(scheduler.GET("/api/v1/plans/graph")) });
}

/** A sentence and the next five times, a moment after each change; or why there are none. */
export function usePlanPreview(draft: PlanDraft, projectId: number) {
  const asked = useLater(draft, TYPING_MILLIS);
  const preview = useQuery({
    queryKey: ["plan-preview", identityOf(asked)],
    enabled: Object.keys(flawsOfPlan(asked)).every((field) => field === "name"),
    gcTime: 10_000,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const plan = requestOfPlan(asked, projectId);
      try {
        return { preview: await ok(scheduler.POST("/api/v1/plans/preview", { body: { ...plan, name: plan.name || "…" } })), refusal: undefined };
      } catch (e) {
        if (e instanceof Problem && e.status === 400) {
          return { preview: undefined, refusal: e.detail };
        }
        throw e;
      }
    },
  });
  return { ...preview, late: asked !== draft || preview.isFetching };
}
