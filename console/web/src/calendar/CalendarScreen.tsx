import { Tab, Tabs, TabTitleText } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { Screen } from "../frame/Screen";
import { Dependencies } from "./Dependencies";
import { Week } from "./Week";

const VIEWS = ["week", "dependencies"] as const;

/** When plans were due and will be, and what waits for what. */
export function CalendarScreen() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const view = VIEWS.find((one) => one === params.get("view")) ?? "week";
  return (
    <Screen
      title={t("calendar.title")}
      below={
        <Tabs activeKey={view} onSelect={(_, key) => setParams(key === "week" ? {} : { view: String(key) })} aria-label={t("calendar.title")}>
          {VIEWS.map((one) => (
            <Tab key={one} eventKey={one} tabContentId={`calendar-${one}`} title={<TabTitleText>{t(`calendar.views.${one}`)}</TabTitleText>} />
          ))}
        </Tabs>
      }
    >
      <section id={`calendar-${view}`} role="tabpanel" aria-label={t(`calendar.views.${view}`)}>
        {view === "week" ? <Week /> : <Dependencies />}
      </section>
    </Screen>
  );
}
