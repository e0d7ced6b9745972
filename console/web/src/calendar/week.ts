import type { CalendarItem } from "../api/types";

const DAYS = 7;

/** The days from a Monday on, each by its midnight in the browser's zone; the last is the Monday after. */
export function weekOf(day: Date): Date[] {
  const monday = new Date(day.getFullYear(), day.getMonth(), day.getDate() - ((day.getDay() + 6) % DAYS));
  return Array.from({ length: DAYS + 1 }, (_, i) => new Date(monday.getFullYear(), monday.getMonth(), monday.getDate() + i));
}

/** A day some weeks before or after. */
export function weeksFrom(day: Date, weeks: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + DAYS * weeks);
}

/** `2026-03-29`, as an address has it. */
export function wordOf(day: Date): string {
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** The day that an address names; the present one where it names none. */
export function dayOf(word: string | null, now: Date): Date {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(word ?? "");
  return found ? new Date(Number(found[1]), Number(found[2]) - 1, Number(found[3])) : now;
}

/** The items of each day. */
export function byDay(items: CalendarItem[], week: Date[]): CalendarItem[][] {
  return week.slice(0, -1).map((day, i) => items.filter(({ dueAt }) => Date.parse(dueAt) >= day.getTime() && Date.parse(dueAt) < week[i + 1]!.getTime()));
}

/** What became of a time at which a plan was due. */
export type Fate = "succeeded" | "failed" | "cancelled" | "going" | "missed" | "due" | "over";

export function fateOf(item: CalendarItem): Fate {
  switch (item.outcome) {
    case null:
      return "due";
    case "SKIPPED":
    case "REPLACED":
    case "REFUSED":
      return "missed";
    default:
      return fateOfRun(item.runState);
  }
}

function fateOfRun(state: string | null): Fate {
  switch (state) {
    case null:
      return "over"; // its run is not kept any more
    case "SUCCEEDED":
      return "succeeded";
    case "FAILED":
      return "failed";
    case "CANCELLED":
      return "cancelled";
    default:
      return "going";
  }
}

/** How often there was each fate, the worst first. */
export function fatesOf(items: CalendarItem[]): { fate: Fate; times: number }[] {
  const order: Fate[] = ["failed", "missed", "cancelled", "going", "succeeded", "over", "due"];
  return order.map((fate) => ({ fate, times: items.filter((item) => fateOf(item) === fate).length })).filter(({ times }) => times > 0);
}
