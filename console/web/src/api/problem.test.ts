import { describe, expect, it } from "vitest";

import { Problem } from "./problem";

describe("a problem", () => {
  it("has the kind that its type ends with", () => {
    const problem = new Problem(409, { type: "https://syncline.dev/problems/connection-in-use", title: "Projects use the connection", detail: "…" });
    expect(problem.is("connection-in-use")).toBe(true);
    expect(new Problem(502, {}).kind).toBe("http-502");
  });

  it("has findings by field, where the service names them", () => {
    const findings = [{ code: "missing", severity: "problem", message: "host is missing", field: "host" }, { message: "Something else", field: null }];
    expect(new Problem(400, { findings }).findings).toEqual([
      { field: "host", message: "is missing" },
      { field: "", message: "Something else" },
    ]);
  });

  it("has none where the words are of something else", () => expect(new Problem(404, { detail: "There is no connection 7" }).findings).toEqual([]));
});
