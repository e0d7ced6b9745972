import { describe, expect, it } from "vitest";

import { choose, type Draft, EMPTY, leaveOut, STANDARD, withPolicy } from "./draft";
import { differencesOf, draftFrom, isEdited, merge, partsOf, taking } from "./parts";

const A = { schema: "s", table: "a" };
const B = { schema: "s", table: "b" };
const BASE: Draft = choose({ ...EMPTY, id: 7, name: "nightly", source: 1, targets: [2], schemaNaming: { mode: "original", prefix: "", name: "" } }, [A, B]);
const INCREMENTAL = { ...STANDARD, incremental: true, key: ["id"] };

describe("two states of a project", () => {
  it("are put together again from their parts", () => {
    const draft = withPolicy({ ...BASE, schemas: { s: "ignore" } }, A, INCREMENTAL);
    expect(draftFrom(7, partsOf(draft))).toEqual(draft);
  });

  it("differ by part", () => {
    const other = withPolicy({ ...BASE, name: "hourly" }, A, INCREMENTAL);
    expect(differencesOf(BASE, other).map(({ path }) => path)).toEqual(["name", "policies/s\u0000a"]);
  });

  it("do not differ by what was typed for a mode that is not chosen", () => {
    expect(isEdited({ ...BASE, schemaNaming: { mode: "original", prefix: "p", name: "" } }, BASE)).toBe(false);
    expect(isEdited({ ...BASE, policy: { ...BASE.policy, addSyncTime: true } }, BASE)).toBe(true);
    expect(isEdited(leaveOut(BASE, [A]), BASE)).toBe(true);
    expect(isEdited(choose(leaveOut(BASE, [B]), [B]), BASE)).toBe(false);
  });
});

describe("what two people have made of one state", () => {
  it("is put together where each has changed something else", () => {
    const merged = merge(BASE, withPolicy(BASE, A, INCREMENTAL), leaveOut({ ...BASE, name: "theirs" }, [B]));
    expect(merged.conflicts).toEqual([]);
    expect(merged.draft).toMatchObject({ name: "theirs", tables: [A] });
    expect(Object.keys(merged.draft.policies)).toHaveLength(1);
  });

  it("is shown where both have changed the same, and either can be taken", () => {
    const [mine, theirs] = [
      { ...BASE, name: "mine" },
      { ...BASE, name: "theirs", targets: [3] },
    ];
    const merged = merge(BASE, mine, theirs);
    expect(merged.conflicts).toEqual([{ path: "name", mine: "mine", theirs: "theirs" }]);
    expect(merged.draft).toMatchObject({ name: "mine", targets: [3] });
    expect(taking(merged.draft, theirs, ["name"])).toMatchObject({ name: "theirs", targets: [3] });
  });

  it("has no conflict where both have done the same", () => {
    expect(merge(BASE, { ...BASE, name: "both" }, { ...BASE, name: "both" }).conflicts).toEqual([]);
  });

  it("has no policy of a table that somebody has left out", () => {
    const merged = merge(BASE, withPolicy(BASE, A, INCREMENTAL), leaveOut(BASE, [A]));
    expect(merged.draft).toMatchObject({ tables: [B], policies: {} });
  });

  it("has the policy of a table that patterns choose", () => {
    const base: Draft = withPolicy({ ...BASE, tables: [], selection: ["s.*"] }, A, INCREMENTAL);
    expect(merge(base, { ...base, name: "mine" }, { ...base, targets: [3] }).draft).toEqual({ ...base, name: "mine", targets: [3] });
  });
});
