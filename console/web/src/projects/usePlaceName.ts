import i18next from "i18next";
import { useTranslation } from "react-i18next";

import { tableOf, titleOf } from "./draft";

/** What a place of a project, or a part of it, is called on the screens. */
export function usePlaceName(): (path: string) => string {
  const { t } = useTranslation();
  return (path) => {
    const [kind = "", ...rest] = path.split("/");
    const of = rest.join("/");
    switch (kind) {
      case "tables":
        return of === "" ? t("project.tabs.tables") : titleOf(tableOf(of));
      case "selection":
        return of === "" ? t("project.patterns") : of;
      case "patternPolicies":
        return t("policy.patternLevel");
      case "policies":
        return t("project.policyOf", { table: titleOf(tableOf(of)) });
      case "schemas":
        return t("policy.newTablesOf", { schema: of });
      default: {
        const key = `project.places.${path.replace(/^policy\.values\..*/, "policy.values").replaceAll(".", "-")}`;
        return i18next.exists(key) ? t(key as "project.places.name") : path;
      }
    }
  };
}
