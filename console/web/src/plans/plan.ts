import type { components } from "../api/generated/scheduler-service";
import type { Finding } from "../api/problem";

export type PlanView = components["schemas"]["PlanView"];
export type ExecutionPlan = components["schemas"]["ExecutionPlan"];
type AnySchedule = ExecutionPlan extends { schedules?: (infer S)[] } ? S : never;

export const EVERY = ["hourly", "daily", "weekly", "monthly", "cron", "once"] as const;
export const WEEKDAYS = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"] as const;
export const PRIORITIES = ["high", "medium", "low"] as const;
export const MISSED = ["fire-once", "skip", "fire-all"] as const;

export type Every = (typeof EVERY)[number];
export type Weekday = (typeof WEEKDAYS)[number];

/** A schedule as it is typed: what belongs to other kinds is kept while one looks at them. */
export interface ScheduleDraft {
  every: Every;
  /** `0, 30` */
  minutes: string;
  /** `02:30, 14:00` */
  times: string;
  weekdays: readonly Weekday[];
  monthDays: readonly number[];
  lastDay: boolean;
  expression: string;
  /** `2026-12-24 12:00` */
  at: string;
}

export interface PlanDraft {
  name: string;
  enabled: boolean;
  zone: string;
  schedules: readonly ScheduleDraft[];
  /** By the clocks of the zone, `2026-01-01T00:00`; empty for none. */
  from: string;
  until: string;
  missed: (typeof MISSED)[number];
  priority: (typeof PRIORITIES)[number];
  /** Empty for the scheduler's own. */
  attempts: string;
  backoffSeconds: string;
  dependencies: readonly number[];
  waitMinutes: string;
  onFailure: boolean;
  onRecovery: boolean;
  onMissed: boolean;
  /** One in each line, or separated by commas. */
  recipients: string;
}

const DAILY: ScheduleDraft = { every: "daily", minutes: "0", times: "02:30", weekdays: ["MONDAY"], monthDays: [1], lastDay: false, expression: "0 30 2 * * *", at: "" };

export function newSchedule(): ScheduleDraft {
  return { ...DAILY };
}

export function newPlan(name: string, zone: string): PlanDraft {
  return {
    name,
    enabled: true,
    zone,
    schedules: [newSchedule()],
    from: "",
    until: "",
    missed: "fire-once",
    priority: "medium",
    attempts: "",
    backoffSeconds: "30",
    dependencies: [],
    waitMinutes: "0",
    onFailure: true,
    onRecovery: false,
    onMissed: false,
    recipients: "",
  };
}

export function draftOfPlan(plan: PlanView): PlanDraft {
  const retry = plan.retry as PlanView["retry"] | null;
  return {
    name: plan.name,
    enabled: plan.enabled,
    zone: plan.zone,
    schedules: plan.schedules.map(draftOfSchedule),
    from: plan.from ? localIn(plan.zone, plan.from) : "",
    until: plan.until ? localIn(plan.zone, plan.until) : "",
    missed: plan.missed,
    priority: plan.priority,
    attempts: retry ? String(retry.attempts) : "",
    backoffSeconds: retry ? String(secondsOf(retry.backoff ?? "PT0S")) : "30",
    dependencies: plan.dependencies.map(({ projectId }) => projectId!),
    waitMinutes: String(secondsOf(plan.dependencyWait) / 60),
    onFailure: plan.alerting.onFailure ?? true,
    onRecovery: plan.alerting.onRecovery ?? false,
    onMissed: plan.alerting.onMissed ?? false,
    recipients: (plan.alerting.recipients ?? []).join("\n"),
  };
}

function draftOfSchedule(schedule: object): ScheduleDraft {
  const one = schedule as { every: Every; minutes?: number[]; times?: string[]; days?: (Weekday | number)[]; lastDay?: boolean; expression?: string; at?: string[] };
  return {
    ...DAILY,
    every: one.every,
    ...(one.minutes ? { minutes: one.minutes.join(", ") } : {}),
    ...(one.times ? { times: one.times.map((time) => time.slice(0, 5)).join(", ") } : {}),
    ...(one.every === "weekly" ? { weekdays: one.days as Weekday[] } : {}),
    ...(one.every === "monthly" ? { monthDays: (one.days ?? []) as number[], lastDay: one.lastDay ?? false } : {}),
    ...(one.expression ? { expression: one.expression } : {}),
    ...(one.at ? { at: one.at.map((at) => at.slice(0, 16).replace("T", " ")).join(", ") } : {}),
  };
}

export function parts(text: string): string[] {
  return text.split(/[,;\n]/).map((part) => part.trim()).filter(Boolean);
}

export function requestOfPlan(draft: PlanDraft, projectId: number): ExecutionPlan {
  return {
    name: draft.name.trim(),
    projectId,
    enabled: draft.enabled,
    zone: draft.zone,
    schedules: draft.schedules.map(requestOfSchedule),
    ...(draft.from ? { from: instantIn(draft.zone, draft.from) } : {}),
    ...(draft.until ? { until: instantIn(draft.zone, draft.until) } : {}),
    missed: draft.missed,
    priority: draft.priority,
    ...(draft.attempts.trim() === "" ? {} : { retry: { attempts: Number(draft.attempts), backoff: `PT${Number(draft.backoffSeconds || "0")}S` } }),
    dependencies: draft.dependencies.map((id) => ({ projectId: id })),
    dependencyWait: `PT${Math.round(Number(draft.waitMinutes || "0") * 60)}S`,
    alerting: { onFailure: draft.onFailure, onRecovery: draft.onRecovery, onMissed: draft.onMissed, recipients: parts(draft.recipients) },
  };
}

function requestOfSchedule({ every, minutes, times, weekdays, monthDays, lastDay, expression, at }: ScheduleDraft): AnySchedule {
  const schedule = (): object => {
    switch (every) {
      case "hourly":
        return { every, minutes: parts(minutes).map(Number) };
      case "daily":
        return { every, times: parts(times) };
      case "weekly":
        return { every, days: WEEKDAYS.filter((day) => weekdays.includes(day)), times: parts(times) };
      case "monthly":
        return { every, days: monthDays.toSorted((a, b) => a - b), lastDay, times: parts(times) };
      case "cron":
        return { every, expression: expression.trim() };
      case "once":
        return { every, at: parts(at).map((one) => one.replace(" ", "T")) };
    }
  };
  return schedule() as AnySchedule;
}

export type PlanFlaw = "missing" | "noMinutes" | "noTimes" | "noDays" | "noDates" | "noCron" | "noAttempts" | "noSeconds" | "noWait" | "noAddress";

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const DATE_AND_TIME = /^\d{4}-\d{2}-\d{2}[T ]([01]\d|2[0-3]):[0-5]\d$/;
const ADDRESS = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/;
const LONGEST_WAIT_MINUTES = 7 * 24 * 60;
const MOST_ATTEMPTS = 20;
const LONGEST_BACKOFF_SECONDS = 600;

/** What is known to be wrong without asking, by field; of the third schedule, `schedules.2.times`. */
export function flawsOfPlan(draft: PlanDraft): Record<string, PlanFlaw> {
  const within = (text: string, least: number, most: number) => /^\d+(\.\d+)?$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
  const flaws: [string, PlanFlaw | undefined][] = [
    ["name", draft.name.trim() === "" ? "missing" : undefined],
    ["zone", draft.zone === "" ? "missing" : undefined],
    ["schedules", draft.schedules.length === 0 ? "missing" : undefined],
    ["attempts", draft.attempts.trim() === "" || (within(draft.attempts, 1, MOST_ATTEMPTS) && /^\d+$/.test(draft.attempts.trim())) ? undefined : "noAttempts"],
    ["backoffSeconds", draft.attempts.trim() === "" || within(draft.backoffSeconds, 0, LONGEST_BACKOFF_SECONDS) ? undefined : "noSeconds"],
    ["waitMinutes", within(draft.waitMinutes || "0", 0, LONGEST_WAIT_MINUTES) ? undefined : "noWait"],
    ["recipients", parts(draft.recipients).every((one) => ADDRESS.test(one)) ? undefined : "noAddress"],
    ...draft.schedules.flatMap((schedule, i) => flawsOfSchedule(schedule).map(([field, flaw]): [string, PlanFlaw] => [`schedules.${i}.${field}`, flaw])),
  ];
  return Object.fromEntries(flaws.filter((one): one is [string, PlanFlaw] => one[1] !== undefined));
}

function flawsOfSchedule({ every, minutes, times, weekdays, monthDays, lastDay, expression, at }: ScheduleDraft): [string, PlanFlaw][] {
  const all = (text: string, good: (part: string) => boolean) => parts(text).length > 0 && parts(text).every(good);
  const flawOfTimes: [string, PlanFlaw][] = all(times, (time) => TIME.test(time)) ? [] : [["times", "noTimes"]];
  switch (every) {
    case "hourly":
      return all(minutes, (minute) => /^\d{1,2}$/.test(minute) && Number(minute) < 60) ? [] : [["minutes", "noMinutes"]];
    case "daily":
      return flawOfTimes;
    case "weekly":
      return [...(weekdays.length > 0 ? [] : ([["days", "noDays"]] as [string, PlanFlaw][])), ...flawOfTimes];
    case "monthly":
      return [...(monthDays.length > 0 || lastDay ? [] : ([["days", "noDays"]] as [string, PlanFlaw][])), ...flawOfTimes];
    case "cron":
      return expression.trim().split(/\s+/).length === 6 ? [] : [["expression", "noCron"]];
    case "once":
      return all(at, (one) => DATE_AND_TIME.test(one)) ? [] : [["at", "noDates"]];
  }
}

const FIELDS: Readonly<Record<string, string>> = { "retry.attempts": "attempts", "retry.backoff": "backoffSeconds", retry: "attempts", dependencyWait: "waitMinutes", alerting: "recipients", "alerting.recipients": "recipients" };
const OF_A_SCHEDULE = ["minutes", "times", "days", "expression", "at"];
const OF_A_PLAN = ["name", "zone", "schedules", "from", "until", "attempts", "backoffSeconds", "dependencies", "waitMinutes", "recipients"];

/** The form's field for one of the service's, such as `schedules[2].times[0]`; nothing where the form has none. */
export function fieldOfPlan(field: string): string | undefined {
  const schedule = /^schedules\[(\d+)\](?:\.(\w+))?/.exec(field);
  if (schedule) {
    return OF_A_SCHEDULE.includes(schedule[2] ?? "") ? `schedules.${schedule[1]}.${schedule[2]}` : "schedules";
  }
  const plain = field.replace(/\[\d+\].*$/, "");
  const known = FIELDS[plain] ?? plain;
  return OF_A_PLAN.includes(known) ? known : undefined;
}

/** What the service has refused, by field of the form. */
export function refusalsOf(findings: readonly Finding[]): Record<string, string> {
  return Object.fromEntries(findings.flatMap(({ field, message }) => {
    const known = fieldOfPlan(field);
    return known ? [[known, message]] : [];
  }));
}

/** The part of the plan in which a field stands. */
export function partOf(field: string): "basic" | "schedule" | "dependencies" | "alerts" {
  if (field.startsWith("schedules") || ["zone", "from", "until"].includes(field)) {
    return "schedule";
  }
  return ["waitMinutes", "dependencies"].includes(field) ? "dependencies" : field === "recipients" ? "alerts" : "basic";
}

/** Of `PT1H30M`, `PT0.5S` or `P2D`. */
export function secondsOf(duration: string): number {
  const [, days, hours, minutes, seconds] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(duration) ?? [];
  return Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
}

/** What the clocks of a zone show at an instant, `2026-01-01T00:00`. */
export function localIn(zone: string, instant: string): string {
  const shown = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const of = Object.fromEntries(shown.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return `${of["year"]}-${of["month"]}-${of["day"]}T${of["hour"]}:${of["minute"]}`;
}

/** The instant at which the clocks of a zone show this; where they skip it, about then. */
export function instantIn(zone: string, local: string): string {
  const wanted = Date.parse(`${local}Z`);
  let at = wanted;
  // The first guess may lie on the other side of a change of the clocks.
  for (let i = 0; i < 2; i++) {
    at += wanted - Date.parse(`${localIn(zone, new Date(at).toISOString())}Z`);
  }
  return new Date(at).toISOString();
}

/** Whether clocks are put forward and back there. */
export function changesClocks(zone: string, year: number): boolean {
  try {
    const hour = (month: number) => localIn(zone, new Date(Date.UTC(year, month, 1, 12)).toISOString()).slice(11);
    return hour(0) !== hour(6);
  } catch {
    return false;
  }
}
