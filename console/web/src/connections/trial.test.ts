import { describe, expect, it } from "vitest";

import type { ConnectionTrial } from "../api/types";
import { checksOf, worked } from "./trial";

const GOOD = {
  reachable: true, loggedIn: true, version: "MySQL 8.0.33", millis: 12, code: null, hint: null, identity: null, note: null, problems: [], warnings: [],
} as unknown as ConnectionTrial;

describe("what came of a test", () => {
  it("works where everything was passed", () => {
    expect(worked(GOOD)).toBe(true);
    expect(checksOf(GOOD).map(({ id }) => id)).toEqual(["reached", "login", "version"]);
  });

  it("shows the hint where it failed, and looks no further", () => {
    const unreachable = { ...GOOD, reachable: false, loggedIn: false, version: null, code: "UNREACHABLE", hint: "check the port" } as unknown as ConnectionTrial;
    expect(worked(unreachable)).toBe(false);
    expect(checksOf(unreachable)).toEqual([
      { id: "reached", passed: false, message: "", hint: "check the port" },
      { id: "login", passed: null, message: "" },
    ]);
  });

  it("does not work where every load would fail", () => expect(worked({ ...GOOD, problems: ["local_infile is off"] })).toBe(false));

  it("is what newer services say thing by thing", () => {
    const checks = [
      { check: "reached", state: "ok", message: "A database answers", remedy: null },
      { check: "tls", state: "unknown", message: "The server does not say", remedy: null },
      { check: "may-create", state: "warning", message: "No tables yet", remedy: "run the grants" },
    ];
    const trial = { ...GOOD, checks } as unknown as ConnectionTrial;
    expect(worked(trial)).toBe(true);
    expect(checksOf(trial)).toEqual([
      { id: "reached", passed: true, warning: false, message: "A database answers" },
      { id: "tls", passed: null, warning: false, message: "The server does not say" },
      { id: "may-create", passed: true, warning: true, message: "No tables yet", hint: "run the grants" },
    ]);
  });

  it("works with warnings", () => expect(worked({ ...GOOD, warnings: ["the disk is nearly full"] })).toBe(true));
});
