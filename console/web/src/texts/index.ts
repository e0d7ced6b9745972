import i18next from "i18next";
import { initReactI18next } from "react-i18next";

import { tell } from "../common/toasts";
import type en from "./en.json";

const LANGUAGE = "syncline.language";
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

/** Each is a file of its own, of which one is needed. */
const TEXTS: Record<Language, () => Promise<{ default: typeof en }>> = { en: () => import("./en.json"), de: () => import("./de.json") };

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
    returnNull: false;
  }
}

function preferred(): Language {
  const wanted = [localStorage.getItem(LANGUAGE) ?? "", ...navigator.languages].map((tag) => tag.slice(0, 2));
  return wanted.find((tag): tag is Language => tag in LANGUAGES) ?? "en";
}

async function fetchTexts(language: Language): Promise<typeof en> {
  return (await TEXTS[language]()).default;
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(LANGUAGE, language);
  try {
    i18next.addResourceBundle(language, "translation", await fetchTexts(language));
  } catch {
    tell("danger", i18next.t("states.fileMissing"), i18next.t("states.fileMissingBody"));
    return;
  }
  await i18next.changeLanguage(language);
}

export async function prepareTexts(): Promise<void> {
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
  });
  const language = preferred();
  // Each language has each text (see texts.test.ts): there is nothing to fall back to.
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await fetchTexts(language) } },
    interpolation: { escapeValue: false },
  });
}
