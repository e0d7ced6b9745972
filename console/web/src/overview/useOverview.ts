import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import { ok, scheduler } from "../api/client";
import type { Overview } from "../api/types";
import { ratesBetween, type Reading } from "./rates";

const REFRESH_MILLIS = 3_000;

export function useOverview() {
  return useQuery({
    queryKey: ["overview"],
    queryFn: () => ok(scheduler.GET("/api/v1/overview", {})),
    refetchInterval: REFRESH_MILLIS,
    placeholderData: keepPreviousData,
  });
}

/** Rows per second of what runs, from one reading to the next. */
export function useRates(overview: Overview | undefined): Map<string, number> {
  const before = useRef<Reading>(undefined);
  const [rates, setRates] = useState(new Map<string, number>());
  useEffect(() => {
    if (overview) {
      const now = { at: Date.parse(overview.at), rows: new Map(overview.running.map(({ id, rows }) => [id, rows])) };
      if (before.current?.at !== now.at) {
        setRates(ratesBetween(before.current, now));
        before.current = now;
      }
    }
  }, [overview]);
  return rates;
}
