import { useSyncExternalStore } from "react";

/** Whether the console answers. While it does not, it is asked every few seconds. */
type Connection = "well" | "lost";

const ASK_AGAIN_MILLIS = 3_000;

let now: Connection = "well";
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

export function lost(): void {
  if (now === "lost") {
    return;
  }
  become("lost");
  timer = setInterval(() => {
    fetch("/actuator/health/liveness", { cache: "no-store" })
      .then(reached)
      .catch(() => undefined);
  }, ASK_AGAIN_MILLIS);
}

export function reached(): void {
  if (now === "lost") {
    clearInterval(timer);
    become("well");
  }
}

function become(next: Connection): void {
  now = next;
  listeners.forEach((listener) => listener());
}

export function whenConnectionChanges(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function connection(): Connection {
  return now;
}

export function useConnection(): Connection {
  return useSyncExternalStore(whenConnectionChanges, connection);
}
