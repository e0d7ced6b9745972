import { describe, expect, it } from "vitest";

import { Problem } from "../api/problem";
import type { Connection, Field, Kind } from "../api/types";
import { byField, differences, type Draft, draftOf, emptyDraft, flawsOf, mayWrite, requestOf } from "./draft";

const field = (name: string, input: Field["input"], more: Partial<Field> = {}): Field => ({
  name,
  label: name,
  help: "",
  example: "",
  input,
  required: false,
  secret: false,
  standard: "",
  words: [],
  longest: 255,
  group: "general",
  ...more,
});

const kind = (id: string, source: boolean, port: number, options: Field[]): Kind =>
  ({
    kind: id,
    title: id,
    defaultPort: port,
    source,
    groups: [{ id: "general", label: "General" }],
    fields: [
      field("name", "text", { required: true, longest: 200 }),
      field("host", "text", { required: true }),
      field("port", "number", { standard: String(port), longest: 65_535 }),
      field("user", "text", { required: true }),
      field("secret", "password", { required: true, secret: true }),
      ...options,
      field("allowWriteOperations", "switch", { standard: "false" }),
    ],
  }) as unknown as Kind;

const MYSQL = kind("mysql", true, 3306, [field("options.tls", "choice", { words: ["prefer", "require"], standard: "prefer" })]);
const PAGED = kind("mysql", true, 3306, [field("options.pageSize", "number", { longest: 2_147_483_647 })]);
const DORIS = kind("doris", false, 9030, [
  field("options.tls", "choice", { words: ["disable", "require"], standard: "disable" }),
  field("options.httpPort", "number", { standard: "8030", longest: 65_535 }),
  field("options.backEnds", "hosts"),
]);
const SAVED = {
  id: 7,
  version: 3,
  name: "Shop",
  kind: "mysql",
  host: "db.example.org",
  port: 3306,
  database: null,
  user: "reader",
  options: { tls: "require" },
  allowWriteOperations: false,
} as unknown as Connection;

const entering = (draft: Draft, entered: Record<string, string>): Draft => ({ ...draft, entered: { ...draft.entered, ...entered } });

describe("a draft of a connection", () => {
  it("begins with what the kind says", () => {
    expect(requestOf(emptyDraft(DORIS), DORIS, undefined)).toMatchObject({ port: 9030, options: { tls: "disable", httpPort: "8030" }, allowWriteOperations: true });
    expect(mayWrite(emptyDraft(MYSQL), MYSQL)).toBe(false);
  });

  it("keeps what was entered when the kind changes, where the other kind takes it", () => {
    const entered = { ...entering(emptyDraft(MYSQL), { name: "Shop", host: "db", "options.tls": "require" }), kind: "doris" };
    expect(requestOf(entered, DORIS, undefined)).toMatchObject({ kind: "doris", name: "Shop", host: "db", port: 9030, options: { tls: "require", httpPort: "8030" } });
    expect(requestOf(entering(entered, { port: "13306" }), DORIS, undefined).port).toBe(13306);
    expect(requestOf(entering(entered, { "options.tls": "prefer" }), DORIS, undefined).options).toMatchObject({ tls: "disable" });
  });

  it("keeps nothing of a kind that was only passed by", () => {
    const passed = { ...emptyDraft(MYSQL), kind: "doris" };
    expect(mayWrite(passed, DORIS)).toBe(true);
    expect(mayWrite({ ...passed, kind: "mysql" }, MYSQL)).toBe(false);
    const chosen = entering(emptyDraft(MYSQL), { allowWriteOperations: "true" });
    expect(mayWrite({ ...chosen, kind: "doris" }, DORIS)).toBe(true);
    expect(mayWrite(chosen, MYSQL)).toBe(true);
  });

  it("sends no secret where the stored one is kept", () => {
    const draft = draftOf(SAVED);
    expect(requestOf(draft, MYSQL, SAVED)).not.toHaveProperty("secret");
    expect(requestOf(entering(draft, { secret: "" }), MYSQL, SAVED).secret).toBe("");
  });

  it("sends only what the kind has", () => {
    expect(requestOf(entering(draftOf(SAVED), { database: "left over" }), MYSQL, SAVED)).not.toHaveProperty("database");
  });

  it("asks for the secret again when it would be sent elsewhere", () => {
    const flaws = (entered: Record<string, string>) => flawsOf(entering(draftOf(SAVED), entered), MYSQL, SAVED);
    expect(flaws({ name: "Other", "options.tls": "prefer" })).toEqual({});
    expect(flaws({ host: "DB.example.org" })).toEqual({});
    expect(flaws({ host: "elsewhere" })).toEqual({ secret: { flaw: "secretAgain" } });
    expect(flaws({ host: "elsewhere", secret: "new" })).toEqual({});
  });
});

describe("flaws", () => {
  const flaws = (entered: Record<string, string>) => flawsOf(entering(emptyDraft(DORIS), { name: "n", host: "h", user: "u", ...entered }), DORIS, undefined);

  it("of a host are ports, paths and addresses of pages", () => {
    for (const host of ["db1.example.org", "10.0.0.1", "::1", "2001:db8::1", "my_host"]) {
      expect(flaws({ host }), host).toEqual({});
    }
    for (const host of ["db:3306", "http://db", "db/path", "a b", "[::1]", "-db"]) {
      expect(flaws({ host }), host).toEqual({ host: { flaw: "noHost" } });
    }
  });

  it("of ports are what is outside of 1 to 65535", () => {
    expect(flaws({ port: "65535" })).toEqual({});
    for (const port of ["0", "65536", "3306a", "-1"]) {
      expect(flaws({ port }), port).toEqual({ port: { flaw: "noNumber", least: 1, most: 65_535 } });
    }
  });

  it("of what is needed are what is empty", () => {
    expect(flaws({ name: " ", port: "" })).toEqual({ name: { flaw: "missing" } });
    expect(flaws({ name: "n".repeat(201) })).toEqual({ name: { flaw: "tooLong", most: 200 } });
  });

  it("of options are found by their type", () => {
    expect(flaws({ "options.httpPort": "80 30", "options.backEnds": "be1:8040,be2" })).toEqual({
      "options.httpPort": { flaw: "noNumber", least: 1, most: 65_535 },
      "options.backEnds": { flaw: "noHosts" },
    });
    expect(flawsOf(entering(draftOf(SAVED), { "options.pageSize": "0" }), PAGED, SAVED)).toEqual({});
    expect(flaws({ "options.httpPort": "", "options.backEnds": "be1.example.org:8040,10.0.0.2:8040" })).toEqual({});
  });
});

it("what a service finds belongs to the field it speaks of", () => {
  const problem = new Problem(400, {
    type: "https://syncline.dev/problems/invalid-request",
    title: "The request is not valid",
    detail: "The connection cannot be taken: name is missing; host is not a DNS name such as db1.example.org; options.tls is not one of [prefer]",
  });
  expect(byField(problem.findings)).toEqual({
    name: "is missing",
    host: "is not a DNS name such as db1.example.org",
    "options.tls": "is not one of [prefer]",
  });
});

it("two states differ by field", () => {
  const mine = draftOf(SAVED);
  expect(differences(mine, entering(mine, { host: "other", "options.tls": "prefer" }), { mine: MYSQL, theirs: MYSQL })).toEqual([
    { field: "host", mine: "db.example.org", theirs: "other" },
    { field: "options.tls", mine: "require", theirs: "prefer" },
  ]);
});
