import { Button, Form, FormGroup, Radio, Switch } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { turnShortcuts, useShortcutsAreOn } from "../frame/shortcuts";
import { chooseTheme, THEMES, useTheme } from "../frame/theme";
import { chooseLanguage, type Language, LANGUAGES } from "../texts";

/** What the browser remembers, for whoever uses it. */
export function Appearance() {
  const { t, i18n } = useTranslation();
  const theme = useTheme();
  const keys = useShortcutsAreOn();
  const navigate = useNavigate();
  // What was chosen is shown at once: its texts come a moment later, or not.
  const [language, setLanguage] = useState(i18n.language);
  const speak = (one: Language) => {
    setLanguage(one);
    void chooseLanguage(one).then(() => setLanguage(i18n.language));
  };
  return (
    <Form isWidthLimited maxWidth="32rem" onSubmit={(event) => event.preventDefault()}>
      <FormGroup label={t("theme.title")} role="radiogroup" isStack fieldId="theme">
        {THEMES.map((one) => (
          <Radio key={one} id={`theme-${one}`} name="theme" label={t(`theme.${one}`)} isChecked={one === theme} onChange={() => chooseTheme(one)} />
        ))}
      </FormGroup>
      <FormGroup label={t("language")} role="radiogroup" isStack fieldId="language">
        {(Object.keys(LANGUAGES) as Language[]).map((one) => (
          <Radio key={one} id={`language-${one}`} name="language" label={<span lang={one}>{LANGUAGES[one]}</span>} isChecked={one === language} onChange={() => speak(one)} />
        ))}
      </FormGroup>
      <FormGroup label={t("shortcuts.title")} fieldId="keys" role="group">
        <Switch id="keys" label={t("shortcuts.on")} isChecked={keys} onChange={(_, on) => turnShortcuts(on)} />
      </FormGroup>
      <FormGroup label={t("session.password")} fieldId="password" role="group">
        <Button variant="secondary" onClick={() => void navigate("/password")}>
          {t("password.title")}
        </Button>
      </FormGroup>
    </Form>
  );
}
