import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { Flaw } from "./draft";

/** What is known to be wrong without asking, in words. */
export function useFlawWords(): (flaws: Record<string, Flaw>) => Record<string, string> {
  const { t } = useTranslation();
  return useCallback(
    (flaws) =>
      Object.fromEntries(
        Object.entries(flaws).map(([place, flaw]) => {
          switch (flaw) {
            case "missing":
              return [place, t(place === "tables" ? "project.noTableChosen" : place === "schemaNaming" ? "policy.chooseOne" : "flaws.missing")];
            case "tooLong":
              return [place, t("flaws.tooLong")];
            case "noNumber":
              return [place, t("policy.noPageSize")];
            case "noDuration":
              return [place, t("project.noLookBack")];
          }
        }),
      ),
    [t],
  );
}
