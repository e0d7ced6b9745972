import type { ConnectionTrial } from "../api/types";

/** What was looked at, one after the other. */
export interface Check {
  id: string;
  /** Null where it was not looked at, because something before it failed, or where the server does not say. */
  passed: boolean | null;
  warning?: boolean;
  message: string;
  hint?: string;
}

/** As newer services say it. */
interface GivenCheck {
  check: string;
  state: "ok" | "warning" | "failed" | "unknown" | "skipped";
  message: string;
  remedy: string | null;
}

/** The service's own list of checks, or what older services say, as such a list. */
export function checksOf(trial: ConnectionTrial): Check[] {
  const given = (trial as { checks?: GivenCheck[] }).checks;
  return given && given.length > 0 ? given.map(checkOf) : derived(trial);
}

function checkOf({ check, state, message, remedy }: GivenCheck): Check {
  return {
    id: check,
    passed: state === "unknown" || state === "skipped" ? null : state !== "failed",
    warning: state === "warning",
    message,
    ...(remedy ? { hint: remedy } : {}),
  };
}

function derived(trial: ConnectionTrial): Check[] {
  const checks: Check[] = [
    failedHere("reached", trial.reachable, true, trial),
    failedHere("login", trial.loggedIn, trial.reachable, trial),
  ];
  if (trial.version) {
    checks.push({ id: "version", passed: true, message: trial.version });
  }
  trial.problems.forEach((message) => checks.push({ id: "problem", passed: false, message }));
  trial.warnings.forEach((message) => checks.push({ id: "warning", passed: true, warning: true, message }));
  return checks;
}

function failedHere(id: string, passed: boolean, looked: boolean, trial: ConnectionTrial): Check {
  if (!looked) {
    return { id, passed: null, message: "" };
  }
  return { id, passed, message: "", ...(passed || !trial.hint ? {} : { hint: trial.hint }) };
}

export function worked(trial: ConnectionTrial): boolean {
  return !trial.code && checksOf(trial).every(({ passed }) => passed !== false);
}
