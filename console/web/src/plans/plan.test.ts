import { describe, expect, it } from "vitest";

import { circleOf } from "./circle";
import { changesClocks, draftOfPlan, flawsOfPlan, instantIn, localIn, newPlan, newSchedule, type PlanView, refusalsOf, requestOfPlan, secondsOf } from "./plan";

const SAVED = {
  id: 4,
  version: 2,
  name: "At night",
  projectId: 7,
  enabled: true,
  zone: "Europe/Berlin",
  schedules: [
    { every: "hourly", minutes: [0, 30] },
    { every: "daily", times: ["02:30:00", "14:00"] },
    { every: "weekly", days: ["MONDAY", "FRIDAY"], times: ["08:00"] },
    { every: "monthly", days: [1, 15], lastDay: true, times: ["23:00"] },
    { every: "cron", expression: "0 30 2 * * MON-FRI" },
    { every: "once", at: ["2026-12-24T12:00:00"] },
  ],
  from: "2026-01-01T00:00:00Z",
  until: null,
  missed: "skip",
  priority: "high",
  retry: { attempts: 3, backoff: "PT1M30S" },
  dependencies: [{ projectId: 3 }],
  dependencyWait: "PT1H30M",
  alerting: { onFailure: true, onRecovery: true, onMissed: false, recipients: ["a@example.com", "b@example.com"] },
} as unknown as PlanView;

describe("a draft of a plan", () => {
  it("is sent as it was read", () => {
    expect(requestOfPlan(draftOfPlan(SAVED), 7)).toEqual({
      name: "At night",
      projectId: 7,
      enabled: true,
      zone: "Europe/Berlin",
      schedules: [
        { every: "hourly", minutes: [0, 30] },
        { every: "daily", times: ["02:30", "14:00"] },
        { every: "weekly", days: ["MONDAY", "FRIDAY"], times: ["08:00"] },
        { every: "monthly", days: [1, 15], lastDay: true, times: ["23:00"] },
        { every: "cron", expression: "0 30 2 * * MON-FRI" },
        { every: "once", at: ["2026-12-24T12:00"] },
      ],
      from: "2026-01-01T00:00:00.000Z",
      missed: "skip",
      priority: "high",
      retry: { attempts: 3, backoff: "PT90S" },
      dependencies: [{ projectId: 3 }],
      dependencyWait: "PT5400S",
      alerting: { onFailure: true, onRecovery: true, onMissed: false, recipients: ["a@example.com", "b@example.com"] },
    });
  });

  it("leaves attempts to the scheduler where none are named", () => {
    expect(requestOfPlan(newPlan("n", "UTC"), 7)).not.toHaveProperty("retry");
  });

  it("has flaws by field", () => {
    const flaws = (changes: object) => flawsOfPlan({ ...newPlan("n", "UTC"), ...changes });
    expect(flaws({})).toEqual({});
    expect(flaws({ name: " ", zone: "", schedules: [] })).toEqual({ name: "missing", zone: "missing", schedules: "missing" });
    expect(flaws({ attempts: "0" })).toEqual({ attempts: "noAttempts" });
    expect(flaws({ attempts: "2.5" })).toEqual({ attempts: "noAttempts" });
    expect(flaws({ attempts: "3", backoffSeconds: "601" })).toEqual({ backoffSeconds: "noSeconds" });
    expect(flaws({ waitMinutes: "10081" })).toEqual({ waitMinutes: "noWait" });
    expect(flaws({ recipients: "a@example.com\nData <b@example.com>" })).toEqual({ recipients: "noAddress" });
    const of = (schedule: object) => flaws({ schedules: [{ ...newSchedule(), ...schedule }] });
    expect(of({ every: "hourly", minutes: "60" })).toEqual({ "schedules.0.minutes": "noMinutes" });
    expect(of({ every: "daily", times: "2:30" })).toEqual({ "schedules.0.times": "noTimes" });
    expect(of({ every: "weekly", weekdays: [] })).toEqual({ "schedules.0.days": "noDays" });
    expect(of({ every: "monthly", monthDays: [], lastDay: true })).toEqual({});
    expect(of({ every: "cron", expression: "30 2 * * *" })).toEqual({ "schedules.0.expression": "noCron" });
    expect(of({ every: "once", at: "24.12.2026" })).toEqual({ "schedules.0.at": "noDates" });
  });
});

it("durations are read in each of their forms", () => {
  expect(["PT0S", "PT30M", "PT168H", "P2D", "PT1.5S"].map(secondsOf)).toEqual([0, 1_800, 604_800, 172_800, 1.5]);
});

it("what a zone's clocks show is the instant that it was made from, in summer and winter", () => {
  for (const local of ["2026-01-01T00:00", "2026-07-01T12:30", "2026-03-29T01:59", "2026-03-29T03:00", "2026-10-25T03:00"]) {
    expect(localIn("Europe/Berlin", instantIn("Europe/Berlin", local)), local).toBe(local);
  }
  expect(instantIn("Europe/Berlin", "2026-07-01T00:00")).toBe("2026-06-30T22:00:00.000Z");
  expect([changesClocks("Europe/Berlin", 2026), changesClocks("UTC", 2026), changesClocks("nowhere", 2026)]).toEqual([true, false, false]);
});

describe("projects that wait for each other", () => {
  const edge = (planId: number, projectId: number, waitsFor: number) => ({ planId, projectId, waitsFor });

  it("are found with their way around", () => {
    expect(circleOf([edge(1, 2, 3), edge(2, 3, 1)], undefined, 1, [2])).toEqual([1, 2, 3, 1]);
    expect(circleOf([], undefined, 1, [1])).toEqual([1, 1]);
  });

  it("are none where nothing leads back, or only by what the plan said before", () => {
    expect(circleOf([edge(1, 2, 3), edge(2, 3, 4), edge(5, 3, 2)], undefined, 1, [2])).toBeUndefined();
    expect(circleOf([edge(9, 1, 2), edge(2, 2, 3)], 9, 1, [3])).toBeUndefined();
  });
});

describe("what the service refuses", () => {
  it("stands beside the field of the form, or at least beside its schedules", () => {
    const message = "cannot be";
    const refused = (field: string) => Object.keys(refusalsOf([{ field, message }]));
    expect(["name", "schedules[2].expression", "schedules[0].times[1]", "schedules[1]", "retry.attempts", "dependencyWait", "alerting.recipients", "until", "projectId"].map(refused)).toEqual([
      ["name"], ["schedules.2.expression"], ["schedules.0.times"], ["schedules"], ["attempts"], ["waitMinutes"], ["recipients"], ["until"], [],
    ]);
  });
});
