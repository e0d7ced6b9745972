import { useTranslation } from "react-i18next";

import type { Run } from "../api/types";

interface Cause {
  origin?: string;
  by?: string | null;
  planName?: string;
  source?: string;
  failedOnly?: boolean;
}

/** What made a run begin, and who, where it is known. */
export function useCauseWords(): (run: Run) => string {
  const { t } = useTranslation();
  return (run) => {
    const cause = (run.cause ?? {}) as Cause;
    const by = cause.by ?? (run as { by?: string | null }).by;
    switch ((cause.origin ?? run.origin).toLowerCase()) {
      case "plan":
        return t("cause.plan", { plan: cause.planName ?? "" });
      case "event":
        return t("cause.event", { source: cause.source ?? "" });
      case "repeat":
        return by ? t("cause.repeatBy", { by }) : t("cause.repeat");
      default:
        return by ? t("cause.manualBy", { by }) : t("cause.manual");
    }
  };
}
