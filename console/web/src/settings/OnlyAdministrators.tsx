import { LockIcon } from "@patternfly/react-icons";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Empty } from "../frame/States";
import { useMay } from "../session/session";

/** What administrators see; others are told that they do not. */
export function OnlyAdministrators({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return useMay("admin") ? children : <Empty icon={LockIcon} title={t("states.forbidden")} body={t("settings.onlyAdministrators")} />;
}
