import { keyOf } from "./draft";
import type { ProjectRequest, TableName } from "./types";

/** As services tell it, in refusals and in answers. */
export interface Found {
  field?: string | null;
  message: string;
  table?: TableName | null;
  severity?: string;
}

const OF_POLICY = /^tablePolicies\[(\d+)](?:\.(.*))?$/;
const OF_PATTERN = /^patternPolicies\[(\d+)]/;
const OF_TABLE = /^tables\[(\d+)]/;

/**
 * Where on the screens it belongs: the field of the request, as the draft has it (`schemaNaming.prefix`); of a table, after its key (`…/extraction.key`);
 * of a table as a whole, its key and a slash.
 */
export function placeOf(found: Found, request: ProjectRequest): string {
  const field = found.field ?? "";
  if (/^selection\b/.test(field)) {
    return "tables";
  }
  if (OF_PATTERN.test(field)) {
    return "patternPolicies";
  }
  const ofPolicy = OF_POLICY.exec(field);
  const named = ofPolicy ? request.tablePolicies?.[Number(ofPolicy[1])]?.table : request.tables?.[Number(OF_TABLE.exec(field)?.[1])];
  const table = found.table ?? (named as TableName | undefined);
  if (ofPolicy && table) {
    return `${keyOf(table)}/${ofPolicy[2] ?? ""}`;
  }
  if (table && (field === "" || field === "tables" || OF_TABLE.test(field))) {
    return `${keyOf(table)}/`;
  }
  return field.replace(/^targetConnectionIds\[\d+]$/, "targetConnectionIds");
}

/** Texts by their place; several of one place become one. */
export function byPlace(found: readonly Found[], request: ProjectRequest): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const one of found) {
    const place = placeOf(one, request);
    const text = place === "patternPolicies" ? ofPattern(one, request) : withoutField(one.message, one.field ?? "");
    texts[place] = texts[place] ? `${texts[place]}; ${text}` : text;
  }
  return texts;
}

/** The place is that of all of them, so the text says which one it is about. */
function ofPattern({ field, message }: Found, request: ProjectRequest): string {
  const [whole = "", at] = OF_PATTERN.exec(field ?? "") ?? [];
  const within = (field ?? "").slice(whole.length + 1).replace(/^pattern$/, "");
  const pattern = request.patternPolicies?.[Number(at)]?.pattern ?? "";
  return [`${pattern}:`, within, withoutField(message, field ?? "")].filter(Boolean).join(" ");
}

function withoutField(message: string, field: string): string {
  return field !== "" && message.startsWith(`${field} `) ? message.slice(field.length + 1) : message;
}

/** Those of one table, by what follows its key. */
export function ofTable(places: Readonly<Record<string, string>>, table: TableName): Record<string, string> {
  const prefix = `${keyOf(table)}/`;
  return Object.fromEntries(Object.entries(places).flatMap(([place, text]) => (place.startsWith(prefix) ? [[place.slice(prefix.length), text]] : [])));
}

export function isOfTable(place: string): boolean {
  return place.includes("/") && place.includes("\u0000");
}
