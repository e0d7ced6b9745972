import { useEffect, useMemo, useState, useSyncExternalStore } from "react";

import { RunStore } from "./RunStore";

export function useRun(id: string) {
  const store = useMemo(() => new RunStore(id), [id]);
  const seen = useSyncExternalStore(store.subscribe, store.snapshot);
  return { ...seen, again: () => void store.begin() };
}

/** The present time, each second while something goes on. */
export function useNow(goesOn: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!goesOn) {
      return undefined;
    }
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [goesOn]);
  return now;
}
