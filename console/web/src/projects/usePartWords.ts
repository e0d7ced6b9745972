import { useTranslation } from "react-i18next";

import { useConnections } from "../connections/queries";
import type { Draft, TablePolicy } from "./draft";

/** What a part of a project says, in words. */
export function usePartWords(): (path: string, value: unknown) => string {
  const { t } = useTranslation();
  const connections = useConnections();
  const connection = (id: unknown) => connections.data?.find((one) => one.id === id)?.name ?? `#${String(id)}`;
  return (path, value) => {
    if (value === undefined || value === null || value === "") {
      return "–";
    }
    if (path === "source") {
      return connection(value);
    }
    if (path === "targets") {
      return (value as number[]).map(connection).join(", ") || "–";
    }
    if (path === "schemaNaming") {
      const { mode, prefix, name } = value as Draft["schemaNaming"];
      return mode ? [t(`policy.schemaModes.${mode}`), prefix, name].filter(Boolean).join(": ") : "–";
    }
    if (path === "tableNaming") {
      const { mode, infix } = value as Draft["tableNaming"];
      return [t(`policy.tableModes.${mode}`), infix].filter(Boolean).join(": ");
    }
    if (path.startsWith("tables/") || path.startsWith("selection/")) {
      return t("project.isChosen");
    }
    if (path.startsWith("schemas/")) {
      return t(`policy.newTablesModes.${value as "ignore"}`);
    }
    if (path.startsWith("policies/")) {
      const { incremental, key, lookBack, keyFields, properties } = value as TablePolicy;
      return [
        incremental ? `${t("project.incremental")} (${key.join(", ")})` : t("project.full"),
        lookBack && `${t("project.lookBack")} ${lookBack}`,
        keyFields && `${t("project.keyFields")}: ${keyFields.join(", ") || t("project.noKey")}`,
        ...Object.entries(properties).map(([kind, some]) => `${kind}: ${Object.entries(some).map(([name, values]) => `${name} ${values.join(", ")}`).join("; ")}`),
      ]
        .filter(Boolean)
        .join("; ");
    }
    switch (path) {
      case "policy.fullMode":
        return t(`policy.fullModes.${value as Draft["policy"]["fullMode"]}`);
      case "policy.fieldChanges":
        return t(`policy.fieldChangesModes.${value as Draft["policy"]["fieldChanges"]}`);
      case "policy.ignoreNewTables":
      case "policy.addSyncTime":
        return t(value ? "common.yes" : "common.no");
      case "policy.values":
        return Object.entries(value as Draft["policy"]["values"]).map(([trouble, action]) => `${trouble}: ${action}`).join(", ") || "–";
      default:
        return typeof value === "object" ? JSON.stringify(value) : String(value as string | number);
    }
  };
}
