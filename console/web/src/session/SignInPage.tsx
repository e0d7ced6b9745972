import { LoginPage } from "@patternfly/react-core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { wasShown } from "../frame/Screen";
import { SignInForm } from "./SignInForm";
import { SignOn, SignOnRefused } from "./SignOn";

export function SignInPage() {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${t("session.signIn")} · Syncline`;
    wasShown();
  }, [t]);
  return (
    <LoginPage loginTitle={t("session.signIn")} brandImgSrc="/favicon.svg" brandImgAlt="Syncline" brandImgProps={{ alt: "Syncline", widths: { default: "48px" } }} textContent={t("session.about")}>
      <h1 className="pf-v6-screen-reader">Syncline</h1>
      <SignOnRefused />
      <SignInForm />
      <SignOn />
    </LoginPage>
  );
}
