import { Button, Tab, Tabs, TabTitleText } from "@patternfly/react-core";
import { PaperPlaneIcon } from "@patternfly/react-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { Screen } from "../frame/Screen";
import { useShortcuts } from "../frame/shortcuts";
import { useMay } from "../session/session";
import { AlertList } from "./AlertList";
import { AlertSettingsShown } from "./AlertSettingsShown";
import { TestAlert } from "./TestAlert";

const TABS = ["list", "settings"] as const;
type TabName = (typeof TABS)[number];

export function AlertsScreen() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const mayTest = useMay("admin");
  const [testing, setTesting] = useState(false);
  const tab = TABS.find((name) => name === params.get("tab")) ?? "list";
  const show = (name: TabName) => setParams(name === "list" ? {} : { tab: name });
  useShortcuts([
    ...TABS.map((name, i) => ({ keys: String(i + 1), label: t("shortcuts.tab", { tab: t(`alerts.tabs.${name}`) }), run: () => show(name) })),
    ...(mayTest ? [{ keys: "n", label: t("alerts.test.title"), run: () => setTesting(true) }] : []),
  ]);
  return (
    <Screen
      title={t("alerts.title")}
      actions={
        mayTest && (
          <Button variant="secondary" icon={<PaperPlaneIcon />} onClick={() => setTesting(true)}>
            {t("alerts.test.title")}
          </Button>
        )
      }
    >
      <Tabs activeKey={tab} onSelect={(_, key) => show(key as TabName)} aria-label={t("alerts.parts")} mountOnEnter unmountOnExit>
        <Tab eventKey="list" title={<TabTitleText>{t("alerts.tabs.list")}</TabTitleText>}>
          <AlertList />
        </Tab>
        <Tab eventKey="settings" title={<TabTitleText>{t("alerts.tabs.settings")}</TabTitleText>}>
          <AlertSettingsShown />
        </Tab>
      </Tabs>
      {testing && (
        <TestAlert
          close={() => setTesting(false)}
          sent={({ id }) => {
            setTesting(false);
            setParams({ alert: String(id) });
          }}
        />
      )}
    </Screen>
  );
}
