import { Button, LoginPage } from "@patternfly/react-core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { NewPasswordForm } from "./NewPasswordForm";
import { askWhoIsSignedIn, signOut } from "./requests";

/** Nothing else is open before. */
export function FirstPasswordPage() {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${t("password.first")} · Syncline`;
  }, [t]);
  return (
    <LoginPage
      loginTitle={t("password.first")}
      loginSubtitle={t("password.firstBody")}
      brandImgSrc="/favicon.svg"
      brandImgAlt="Syncline"
      brandImgProps={{ alt: "Syncline", widths: { default: "48px" } }}
      textContent={t("session.about")}
      forgotCredentials={
        <Button variant="link" isInline onClick={() => void signOut()}>
          {t("session.signOut")}
        </Button>
      }
    >
      <h1 className="pf-v6-screen-reader">Syncline</h1>
      <NewPasswordForm done={() => void askWhoIsSignedIn()} />
    </LoginPage>
  );
}
