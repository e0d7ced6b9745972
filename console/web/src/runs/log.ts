import { send } from "../api/door";
import { problemOf } from "../api/problem";

/** Something that a service has said of a run. */
interface Line {
  number: number;
  at: string;
  level: "INFO" | "WARN" | "ERROR";
  service: string;
  table: { schema: string; table: string } | null;
  attempt: number | null;
  text: string;
}

export type Level = "info" | "warn" | "error";
export const LEVELS: Level[] = ["info", "warn", "error"];

/** What has been read of a log so far. */
export interface Log {
  lines: string[];
  /** After which line it goes on; null where the log is one text, to be read as a whole. */
  last: number | null;
}

export const NOTHING: Log = { lines: [], last: 0 };
const LARGEST_PAGE = 1_000;

/** Goes on with a log where it was. */
export async function readLog(run: string, level: Level, before: Log): Promise<Log> {
  if (before.last === null) {
    return readText(run);
  }
  const lines = [...before.lines];
  let last = before.last;
  for (;;) {
    const response = await send(new Request(`/api/v1/runs/${run}/log/lines?level=${level}&after=${last}&limit=${LARGEST_PAGE}`));
    if ([403, 404].includes(response.status)) {
      return readText(run);
    }
    if (!response.ok) {
      throw await problemOf(response);
    }
    const page = (await response.json()) as { items: Line[]; next: string | null };
    lines.push(...page.items.flatMap(textOf));
    last = page.items.at(-1)?.number ?? last;
    if (!page.next) {
      return { lines, last };
    }
  }
}

/** As one text, of services that keep no lines. */
async function readText(run: string): Promise<Log> {
  const response = await send(new Request(`/api/v1/runs/${run}/log`, { headers: { Accept: "text/plain" } }));
  if (!response.ok) {
    throw await problemOf(response);
  }
  return { lines: (await response.text()).split("\n").filter((line) => line !== ""), last: null };
}

export function textOf({ at, level, service, table, attempt, text }: Line): string[] {
  const about = table ? ` ${table.schema}.${table.table}${attempt && attempt > 1 ? ` #${attempt}` : ""}` : "";
  return text.split("\n").map((line, i) => (i === 0 ? `${at.slice(0, 23).padEnd(23)} ${level.padEnd(5)} ${service.padEnd(9)}${about}  ${line}` : `    ${line}`));
}
