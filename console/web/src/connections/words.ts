import type { ParseKeys, TFunction } from "i18next";

import type { Field, Kind } from "../api/types";

/** What most kinds have is said in each language; what only one has is said by the kind, in its own words. */
const LABELS = new Map<string, ParseKeys>([
  ["name", "connections.name"],
  ["host", "connections.hostField"],
  ["port", "connections.port"],
  ["database", "connections.database"],
  ["user", "connections.user"],
  ["secret", "connections.secret"],
  ["allowWriteOperations", "connections.allowWrite"],
]);

const HELP = new Map<string, ParseKeys>([
  ["name", "connections.nameHelp"],
  ["host", "connections.hostHelp"],
  ["database", "connections.databaseHelp"],
  ["secret", "connections.secretHelp"],
  ["allowWriteOperations", "connections.allowWriteHelp"],
]);

const GROUPS = new Map<string, ParseKeys>([
  ["general", "connections.groups.general"],
  ["server", "connections.groups.server"],
  ["login", "connections.groups.login"],
  ["options", "connections.groups.options"],
]);

/** @param field or, where the kind has none of that name, its name */
export function labelOf(field: Field | string, t: TFunction): string {
  const name = typeof field === "string" ? field : field.name;
  const known = LABELS.get(name);
  if (known) {
    return t(known);
  }
  return typeof field === "string" ? name.replace(/^options\./, "") : field.label;
}

export function helpOf(field: Field, t: TFunction): string {
  if (field.name === "port") {
    return t("connections.portHelp", { port: field.standard });
  }
  const known = HELP.get(field.name);
  return known ? t(known) : field.help;
}

export function groupOf(group: Kind["groups"][number], t: TFunction): string {
  const known = GROUPS.get(group.id);
  return known ? t(known) : group.label;
}
