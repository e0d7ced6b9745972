import { Tab, Tabs, TabTitleText } from "@patternfly/react-core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useParams } from "react-router";

import { NotFound } from "../frame/NotFound";
import { Screen } from "../frame/Screen";
import { useShortcuts } from "../frame/shortcuts";
import { useMay } from "../session/session";
import { About } from "./About";
import { Appearance } from "./Appearance";
import { Audit } from "./Audit";
import { Roles } from "./Roles";
import { Sessions } from "./Sessions";
import { Tokens } from "./Tokens";
import { Users } from "./Users";

const TABS = { users: Users, roles: Roles, tokens: Tokens, sessions: Sessions, audit: Audit, appearance: Appearance, about: About } as const;
type TabName = keyof typeof TABS;
const NAMES = Object.keys(TABS) as TabName[];

export function SettingsScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { tab } = useParams();
  const mayDecide = useMay("admin");
  const show = (name: TabName) => void navigate(`/settings/${name}`);
  useShortcuts(NAMES.map((name, i) => ({ keys: String(i + 1), label: t("shortcuts.tab", { tab: t(`settings.tabs.${name}`) }), run: () => show(name) })));

  const shown = NAMES.find((name) => name === tab);
  // In a telephone's window not all tabs are seen.
  useEffect(() => {
    document.querySelector(".pf-v6-c-tabs__item.pf-m-current")?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [shown]);

  if (tab === undefined) {
    return <Navigate to={mayDecide ? "users" : "tokens"} replace />;
  }
  if (!shown) {
    return <NotFound />;
  }
  const Shown = TABS[shown];
  return (
    <Screen title={t("settings.title")}>
      <Tabs activeKey={shown} onSelect={(_, key) => show(key as TabName)} aria-label={t("settings.parts")} className="syncline-below" mountOnEnter unmountOnExit>
        {NAMES.map((name) => (
          <Tab key={name} eventKey={name} title={<TabTitleText>{t(`settings.tabs.${name}`)}</TabTitleText>}>
            {name === shown && <Shown />}
          </Tab>
        ))}
      </Tabs>
    </Screen>
  );
}
