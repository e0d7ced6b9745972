import type { Finding } from "../api/problem";
import type { Connection, ConnectionRequest, Field, Kind } from "../api/types";

/** A connection as it stands in the form. */
export interface Draft {
  kind: string;
  /** What was entered, or was stored before, by field. It stays when the kind changes; what was not entered is as the kind has it. */
  entered: Readonly<Record<string, string>>;
}

export interface Flaw {
  flaw: "missing" | "tooLong" | "noHost" | "noNumber" | "noHosts" | "secretAgain";
  /** What is allowed at least and at most. */
  least?: number;
  most?: number;
}

const OPTION = "options.";
const LAST_PORT = 65_535;
export const WRITES = "allowWriteOperations";

export function emptyDraft(kind: Kind): Draft {
  return { kind: kind.kind, entered: {} };
}

export function draftOf(connection: Connection): Draft {
  const { name, kind, host, port, database, user, options, allowWriteOperations } = connection;
  return {
    kind,
    entered: {
      name,
      host,
      port: String(port),
      ...(database === null ? {} : { database }),
      user,
      ...Object.fromEntries(Object.entries(options).map(([option, value]) => [OPTION + option, value])),
      [WRITES]: String(allowWriteOperations),
    },
  };
}

export function fieldOf(kind: Kind, name: string): Field | undefined {
  return kind.fields.find((field) => field.name === name);
}

/** What stands in a field. */
export function valueOf(draft: Draft, kind: Kind, field: Field): string {
  const entered = draft.entered[field.name];
  if (entered !== undefined && (field.words.length === 0 || field.words.includes(entered))) {
    return entered;
  }
  // What cannot be read from is there to be written to.
  return field.name === WRITES && !kind.source ? "true" : (field.standard ?? "");
}

export function mayWrite(draft: Draft, kind: Kind): boolean {
  const field = fieldOf(kind, WRITES);
  return field !== undefined && valueOf(draft, kind, field) === "true";
}

/** Whether what is stored stays as it is. */
export function keeps(draft: Draft, field: Field, saved: Connection | undefined): boolean {
  return field.secret && saved !== undefined && draft.entered[field.name] === undefined;
}

/** Whether the secret that is stored stays as it is. */
export function keepsSecret(draft: Draft, kind: Kind, saved: Connection | undefined): boolean {
  return kind.fields.some((field) => keeps(draft, field, saved));
}

export function requestOf(draft: Draft, kind: Kind, saved: Connection | undefined): ConnectionRequest {
  const request: Record<string, unknown> = { kind: kind.kind };
  const options: Record<string, string> = {};
  for (const field of kind.fields) {
    const value = valueOf(draft, kind, field);
    if (field.name.startsWith(OPTION)) {
      // What is left empty is the kind's own standard.
      if (value !== "") {
        options[field.name.slice(OPTION.length)] = value;
      }
    } else if (!keeps(draft, field, saved)) {
      const typed = sent(field, value);
      if (typed !== undefined) {
        request[field.name] = typed;
      }
    }
  }
  return { ...request, options };
}

function sent(field: Field, value: string): string | number | boolean | undefined {
  switch (field.input) {
    case "switch":
      return value === "true";
    case "number":
      return value.trim() === "" ? undefined : Number(value);
    case "text":
    case "choice":
    case "hosts":
      return field.name === "name" || field.name === "host" ? value.trim() : value;
    case "password":
      return value;
  }
}

/** Whether a kept secret would be sent elsewhere now: whoever changes that gives it again. */
export function leadsElsewhere(draft: Draft, kind: Kind, saved: Connection): boolean {
  const request = requestOf(draft, kind, saved);
  return (
    request.kind !== saved.kind ||
    request.host?.toLowerCase() !== saved.host.toLowerCase() ||
    (request.port ?? kind.defaultPort) !== saved.port ||
    request.user !== saved.user
  );
}

/** What is known to be wrong before a service is asked, by field. */
export function flawsOf(draft: Draft, kind: Kind, saved: Connection | undefined): Record<string, Flaw> {
  const flaws = kind.fields.map((field): [string, Flaw | undefined] => [
    field.name,
    keeps(draft, field, saved) ? (leadsElsewhere(draft, kind, saved!) ? { flaw: "secretAgain" } : undefined) : flawOf(field, valueOf(draft, kind, field)),
  ]);
  return Object.fromEntries(flaws.filter((entry): entry is [string, Flaw] => entry[1] !== undefined));
}

function flawOf(field: Field, value: string): Flaw | undefined {
  // A database may want no password.
  if (value.trim() === "" && field.input !== "password") {
    return field.required ? { flaw: "missing" } : undefined;
  }
  switch (field.input) {
    case "number":
      return isNumber(value, least(field), field.longest) ? undefined : { flaw: "noNumber", least: least(field), ...most(field) };
    case "hosts":
      return value.split(",").every(isHostAndPort) ? undefined : { flaw: "noHosts" };
    case "text":
    case "password":
      if (field.longest !== null && value.length > field.longest) {
        return { flaw: "tooLong", ...most(field) };
      }
      return field.name === "host" && !isHost(value.trim()) ? { flaw: "noHost" } : undefined;
    case "choice":
    case "switch":
      return undefined;
  }
}

function most({ longest }: Field): { most?: number } {
  return longest === null ? {} : { most: longest };
}

/** No port is 0; of what else is counted there may be none. */
function least({ longest }: Field): number {
  return longest === LAST_PORT ? 1 : 0;
}

function isHost(host: string): boolean {
  const address = /^[0-9a-fA-F:]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$/.test(host);
  return address || /^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?$/.test(host);
}

function isNumber(value: string, from: number, to: number | null): boolean {
  return /^(0|[1-9]\d{0,9})$/.test(value.trim()) && Number(value) >= from && Number(value) <= (to ?? Infinity);
}

function isHostAndPort(value: string): boolean {
  const [, host, port] = /^\s*(.+):(\d+)\s*$/.exec(value) ?? [];
  return host !== undefined && port !== undefined && isNumber(port, 1, LAST_PORT) && isHost(host.replace(/^\[|]$/g, ""));
}

/** Several flaws of one field become one text. */
export function byField(findings: Finding[]): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const { field, message } of findings) {
    texts[field] = texts[field] ? `${texts[field]}; ${message}` : message;
  }
  return texts;
}

export interface Difference {
  field: string;
  mine: string;
  theirs: string;
}

/** Where two states of a connection are not the same; secrets are not compared. */
export function differences(mine: Draft, theirs: Draft, kinds: { mine: Kind; theirs: Kind }): Difference[] {
  const flat = (draft: Draft, kind: Kind): Record<string, string> => ({
    ...Object.fromEntries(kind.fields.filter((field) => !field.secret).map((field) => [field.name, valueOf(draft, kind, field)])),
    kind: kind.title,
  });
  const [one, other] = [flat(mine, kinds.mine), flat(theirs, kinds.theirs)];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((field) => (one[field] ?? "") !== (other[field] ?? ""))
    .map((field) => ({ field, mine: one[field] ?? "", theirs: other[field] ?? "" }));
}
