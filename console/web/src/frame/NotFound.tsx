import { Button } from "@patternfly/react-core";
import { SearchIcon } from "@patternfly/react-icons";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { Screen } from "./Screen";
import { Empty } from "./States";

export function NotFound() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Screen title={t("states.nothingHere")}>
      <Empty icon={SearchIcon} title={t("states.nothingHere")} body={t("states.nothingHereBody")} actions={<Button onClick={() => void navigate("/runs")}>{t("nav.runs")}</Button>} />
    </Screen>
  );
}
