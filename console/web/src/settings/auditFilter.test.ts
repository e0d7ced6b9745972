import { expect, it } from "vitest";

import { fieldsOf, queryOf } from "./auditFilter";

it("the audit is asked for what the address says", () => {
  expect(queryOf(fieldsOf(new URLSearchParams("who=%20berta%20&outcome=refused&object=&record=7")))).toEqual({ who: "berta", outcome: "refused" });
});

it("times of the browser's zone are asked for as instants, and what is no time is not asked for", () => {
  const wanted = new Date(2026, 10, 30, 8, 15).toISOString();
  expect(queryOf(fieldsOf(new URLSearchParams("from=2026-11-30T08:15&to=yesterday")))).toEqual({ from: wanted });
});
