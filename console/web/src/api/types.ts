import type { components as Config } from "./generated/config-service";
import type { components as Scheduler } from "./generated/scheduler-service";

export type Connection = Config["schemas"]["ConnectionView"];
export type ConnectionRequest = Config["schemas"]["ConnectionRequest"];
export type ConnectionTrial = Config["schemas"]["ConnectionTrial"];
export type Kind = Config["schemas"]["ConnectionKind"];
export type Field = Config["schemas"]["Field"];
export type Project = Config["schemas"]["ProjectSummary"];

export type Overview = Scheduler["schemas"]["Overview"];
export type ProjectStatus = Scheduler["schemas"]["ProjectStatus"];
export type NextFire = Scheduler["schemas"]["NextFire"];
export type StaleTable = Scheduler["schemas"]["StaleTable"];
export type PlanCalendar = Scheduler["schemas"]["PlanCalendar"];
export type CalendarItem = PlanCalendar["items"][number];
export type PlanGraph = Scheduler["schemas"]["PlanGraph"];
export type Run = Scheduler["schemas"]["RunView"];
export type TableRun = Scheduler["schemas"]["TableRecord"];
export type Load = Scheduler["schemas"]["LoadView"];
export type Pace = Scheduler["schemas"]["Pace"];
export type Failure = Scheduler["schemas"]["Failure"];
