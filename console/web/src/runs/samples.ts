import { send } from "../api/door";
import { problemOf } from "../api/problem";
import type { Sample } from "./progress";

interface Kept {
  at: string;
  rowsRead: number;
  bytesRead: number;
  rowsLoaded: number;
  bytesLoaded: number;
  rowsWaiting: number;
}

/** What the service has kept of a run's course; nothing where it keeps none. */
export async function readSamples(run: string): Promise<Sample[]> {
  const response = await send(new Request(`/api/v1/runs/${run}/samples`));
  if ([403, 404].includes(response.status)) {
    return [];
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  const body = (await response.json()) as Kept[] | { items: Kept[] };
  return (Array.isArray(body) ? body : body.items).map((kept) => ({ ...kept, at: Date.parse(kept.at) }));
}
