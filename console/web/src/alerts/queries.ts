import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";

import { notification, ok } from "../api/client";
import type { components } from "../api/generated/notification-service";

export type Alert = components["schemas"]["AlertView"];
export type Delivery = components["schemas"]["DeliveryProgress"];
export type AlertSettings = components["schemas"]["AlertSettings"];

export const KINDS = ["FAILURE", "RECOVERY", "MISSED", "TEST"] as const;
export const STATES = ["PENDING", "SENT", "SHOWN_IN_LOG", "COLLECTED", "GIVEN_UP"] as const;
export const CHANNELS = ["MAIL", "WEBHOOK"] as const;

export interface AlertFilter {
  kind?: Alert["kind"];
  state?: Delivery["state"];
  channel?: Delivery["channel"];
  project?: number;
}

const ALERTS = ["alerts"];
const PAGE = 100;
const MOVING_MILLIS = 2_000;
const RESTING_MILLIS = 15_000;

export function useAlerts(filter: AlertFilter) {
  return useInfiniteQuery({
    queryKey: [...ALERTS, "list", filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => ok(notification.GET("/api/v1/alerts", { params: { query: { ...filter, cursor: pageParam, limit: PAGE } } })),
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: ({ state }) => {
      const pages = state.data?.pages ?? [];
      // Only the latest page is read over and over, quickly while something of it is on its way.
      return pages.length > 1 ? false : pages[0]?.items.some(moves) ? MOVING_MILLIS : RESTING_MILLIS;
    },
  });
}

/** Whether something of it is on its way for the first time; what waits after a failure waits long. */
function moves({ deliveries }: Alert): boolean {
  return deliveries.some(({ state, attempts }) => state === "PENDING" && attempts <= 1);
}

export function useAlertSettings() {
  return useQuery({ queryKey: [...ALERTS, "settings"], queryFn: () => ok(notification.GET("/api/v1/alerts/settings")) });
}

export function useAlertActions() {
  const queries = useQueryClient();
  const then = <T>(asked: Promise<T>) => asked.finally(() => void queries.invalidateQueries({ queryKey: [...ALERTS, "list"] }));
  return {
    /** To those who are named, or to all whose last message was given up. */
    sendAgain: ({ id }: Alert, recipients?: string[]) =>
      then(ok(notification.POST("/api/v1/alerts/{id}/send-again", { params: { path: { id } }, body: recipients ? { recipients } : {} }))),
    test: (recipients: string[], webhooks: string[]) => then(ok(notification.POST("/api/v1/alerts/test", { body: { recipients, webhooks } }))),
  };
}
