import { Button, Content, Modal, ModalBody, ModalHeader } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { useSession } from "./session";
import { SignInForm } from "./SignInForm";

/** The session has ended, and the page below keeps what was typed: after signing in it goes on. */
export function SignInAgain() {
  const { t } = useTranslation();
  const session = useSession();
  if (session.state !== "ended") {
    return null;
  }
  return (
    <Modal isOpen variant="small" aria-labelledby="ended-title" aria-describedby="ended-body" disableFocusTrap={false}>
      <ModalHeader title={t("session.ended")} labelId="ended-title" />
      <ModalBody id="ended-body">
        <Content component="p">{t("session.endedBody")}</Content>
        <SignInForm user={session.me.name} />
        <Button variant="link" isInline className="syncline-apart" onClick={() => window.location.assign("/")}>
          {t("session.asSomebodyElse")}
        </Button>
      </ModalBody>
    </Modal>
  );
}
