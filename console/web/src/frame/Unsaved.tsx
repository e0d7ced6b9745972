import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import { type RefObject, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router";

interface Props {
  edited: boolean;
  /** Whether the screen itself leaves, such as after saving. It is looked at when that happens: the next rendering may come later. */
  leaves?: RefObject<boolean>;
}

/** Leaving a screen with edits that are not saved asks first. */
export function Unsaved({ edited, leaves }: Props) {
  const { t } = useTranslation();
  const blocker = useBlocker(({ currentLocation, nextLocation }) => edited && !leaves?.current && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (!edited) {
      return undefined;
    }
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [edited]);
  if (blocker.state !== "blocked") {
    return null;
  }
  return (
    <Modal isOpen variant="small" onClose={() => blocker.reset()} aria-labelledby="unsaved-title" aria-describedby="unsaved-body">
      <ModalHeader title={t("unsaved.title")} labelId="unsaved-title" titleIconVariant="warning" />
      <ModalBody id="unsaved-body">{t("unsaved.body")}</ModalBody>
      <ModalFooter>
        <Button variant="primary" onClick={() => blocker.reset()}>
          {t("unsaved.stay")}
        </Button>
        <Button variant="secondary" isDanger onClick={() => blocker.proceed()}>
          {t("unsaved.leave")}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
