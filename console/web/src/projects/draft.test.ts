import { describe, expect, it } from "vitest";

import { choose, type Draft, draftOf, EMPTY, flawsOf, keyOf, leaveOut, policyOf, requestOf, STANDARD, withoutPolicies, withPolicies, withPolicy, withSource } from "./draft";
import type { ProjectView } from "./types";

const ORDERS = { schema: "shop", table: "orders" };
const LINES = { schema: "shop", table: "order_lines" };

const SAVED = {
  id: 7,
  revision: 3,
  name: "nightly",
  sourceConnectionId: 1,
  targetConnectionIds: [2, 3],
  schemaNaming: { mode: "prefix", prefix: "ods_" },
  tableNaming: { mode: "schema-infix", infix: "mid" },
  policy: { fullMode: "retain-and-clear", fieldChanges: "ignore", ignoreNewTables: true, addSyncTime: true, pageSize: 500, values: { "zero-date": "null", "not-a-number": "fail" } },
  schemas: [{ schema: "archive", newTables: "include" }],
  tables: [ORDERS, LINES],
  selection: [{ pattern: "shop.*" }, { pattern: "!shop.tmp_*" }],
  patternPolicies: [],
  tablePolicies: [
    { table: ORDERS, extraction: { mode: "incremental", key: ["year", "month"], lookBack: "PT10M", confirmedTextKey: false }, keyFields: ["id"], properties: { clickhouse: { orderBy: ["id"] } } },
    { table: LINES, extraction: { mode: "full" }, keyFields: null, properties: {} },
  ],
} as unknown as ProjectView;

describe("a draft of a project", () => {
  it("is sent as it was read", () => {
    expect(requestOf(draftOf(SAVED))).toEqual({
      name: "nightly",
      sourceConnectionId: 1,
      targetConnectionIds: [2, 3],
      schemaNaming: { mode: "prefix", prefix: "ods_" },
      tableNaming: { mode: "schema-infix", infix: "mid" },
      tables: [ORDERS, LINES],
      selection: [{ pattern: "shop.*" }, { pattern: "!shop.tmp_*" }],
      patternPolicies: [],
      policy: { fullMode: "retain-and-clear", fieldChanges: "ignore", ignoreNewTables: true, addSyncTime: true, pageSize: 500, values: { "zero-date": "null" } },
      schemas: [{ schema: "archive", newTables: "include" }],
      tablePolicies: [
        { table: ORDERS, extraction: { mode: "incremental", key: ["year", "month"], lookBack: "PT10M" }, keyFields: ["id"], properties: { clickhouse: { orderBy: ["id"] } } },
      ],
    });
  });

  it("keeps the policies of patterns, and what a table says against them", () => {
    const patternPolicies = [{ pattern: "*.*", extraction: { mode: "incremental", key: ["id"] } }];
    const request = requestOf(draftOf({ ...SAVED, patternPolicies } as unknown as ProjectView));
    expect(request.patternPolicies).toEqual(patternPolicies);
    expect(request.tablePolicies).toContainEqual({ table: LINES, extraction: { mode: "full" } });
  });

  it("needs no table by name where there are patterns", () => {
    expect(flawsOf({ ...EMPTY, selection: ["shop.*"] })).not.toHaveProperty("tables");
  });

  it("sends nothing of the modes that are not chosen", () => {
    const draft: Draft = { ...draftOf(SAVED), schemaNaming: { mode: "fixed", prefix: "typed before", name: "ods" }, tableNaming: { mode: "original", infix: "typed before" } };
    expect(requestOf(draft)).toMatchObject({ schemaNaming: { mode: "fixed", name: "ods" }, tableNaming: { mode: "original" } });
    expect(requestOf(draft).schemaNaming).not.toHaveProperty("prefix");
    expect(requestOf(draft).tableNaming).not.toHaveProperty("infix");
  });

  it("chooses no schema naming by itself, and names what is missing", () => {
    expect(requestOf(EMPTY)).not.toHaveProperty("schemaNaming");
    expect(flawsOf(EMPTY)).toEqual({ name: "missing", sourceConnectionId: "missing", targetConnectionIds: "missing", tables: "missing", schemaNaming: "missing" });
    const infix: Draft = { ...draftOf(SAVED), tableNaming: { mode: "schema-infix", infix: "" }, schemaNaming: { mode: "prefix", prefix: "", name: "" } };
    expect(flawsOf(infix)).toEqual({ "schemaNaming.prefix": "missing", "tableNaming.infix": "missing" });
  });

  it("says no key fields, an empty list and some apart", () => {
    const sent = (keyFields: string[] | null) => requestOf(withPolicy(EMPTY, ORDERS, { ...STANDARD, incremental: true, key: ["id"], keyFields })).tablePolicies![0];
    expect(sent(null)).not.toHaveProperty("keyFields");
    expect(sent([])).toHaveProperty("keyFields", []);
    expect(sent(["id"])).toHaveProperty("keyFields", ["id"]);
  });

  it("keeps no policy of a table that is left out, nor one that says nothing", () => {
    const draft = draftOf(SAVED);
    expect(leaveOut(draft, [ORDERS])).toMatchObject({ tables: [LINES], policies: {} });
    expect(withPolicies(draft, [ORDERS, LINES], () => STANDARD).policies).toEqual({});
    expect(policyOf(draft, LINES)).toBe(STANDARD);
  });

  it("makes an exception of what its patterns would choose again", () => {
    const draft: Draft = withPolicy({ ...EMPTY, selection: ["shop.*", "shop.orders"] }, LINES, { ...STANDARD, keyFields: [] });
    expect(leaveOut(draft, [ORDERS, LINES])).toMatchObject({ tables: [], policies: {}, selection: ["shop.*", "!shop.orders", "!shop.order_lines"] });
    expect(leaveOut(draft, [{ schema: "other", table: "orders" }])).toBe(draft);
  });

  it("has what a pattern says of a table until the table says something for itself", () => {
    const patternPolicies = [
      { pattern: "*.*", extraction: { mode: "incremental", key: ["changed"] } },
      { pattern: "shop.order*", extraction: { mode: "incremental", key: ["id"] }, keyFields: ["id"] },
    ] as unknown as Draft["patternPolicies"];
    const draft: Draft = { ...EMPTY, tables: [ORDERS, LINES], patternPolicies };
    expect(policyOf(draft, ORDERS)).toEqual({ ...STANDARD, incremental: true, key: ["id"], keyFields: ["id"] });
    expect(policyOf(draft, { schema: "shop", table: "customers" })).toEqual({ ...STANDARD, incremental: true, key: ["changed"] });
    const own = withPolicies(draft, [ORDERS], (policy) => ({ ...policy, lookBack: "10" }));
    expect(policyOf(own, ORDERS)).toEqual({ ...STANDARD, incremental: true, key: ["id"], keyFields: ["id"], lookBack: "10" });
    expect(requestOf(own).tablePolicies).toEqual([{ table: ORDERS, extraction: { mode: "incremental", key: ["id"], lookBack: "10" }, keyFields: ["id"] }]);
    expect(withoutPolicies(own, [ORDERS])).toEqual(draft);
    expect(policyOf(withPolicy(draft, ORDERS, STANDARD), ORDERS)).toBe(STANDARD);
  });

  it("chooses each table once, and is the same where nothing is chosen", () => {
    const draft = draftOf(SAVED);
    expect(choose(draft, [ORDERS])).toBe(draft);
    expect(choose(draft, [ORDERS, { schema: "a", table: "b" }]).tables).toHaveLength(3);
    expect(leaveOut(draft, [{ schema: "a", table: "b" }])).toBe(draft);
  });

  it("has no tables of another source", () => {
    expect(withSource(draftOf(SAVED), 9)).toMatchObject({ source: 9, tables: [], policies: {}, schemas: {} });
    const same = draftOf(SAVED);
    expect(withSource(same, 1)).toBe(same);
  });

  it("takes only keys that are there, and look-backs that can be read", () => {
    const flaws = (change: object) => flawsOf(withPolicy(draftOf(SAVED), ORDERS, { ...STANDARD, incremental: true, key: ["id"], ...change }));
    expect(flaws({ key: [] })).toEqual({ [`${keyOf(ORDERS)}/extraction.key`]: "missing" });
    for (const lookBack of ["", "1000", "PT10M", "P2D", "PT0S", "P1DT2H", "PT0.5S"]) {
      expect(flaws({ lookBack }), lookBack).toEqual({});
    }
    for (const lookBack of ["10 minutes", "P", "PT", "-5", "1.5"]) {
      expect(flaws({ lookBack }), lookBack).toEqual({ [`${keyOf(ORDERS)}/extraction.lookBack`]: "noDuration" });
    }
  });
});
