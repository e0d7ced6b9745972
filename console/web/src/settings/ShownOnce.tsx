import { Alert, Button, ClipboardCopy, Content, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  title: string;
  body: ReactNode;
  /** What it is called that is shown. */
  label: string;
  secret: string;
  close: () => void;
}

/** Something that opens, which nobody can see again after this. */
export function ShownOnce({ title, body, label, secret, close }: Props) {
  const { t } = useTranslation();
  return (
    <Modal isOpen variant="small" aria-labelledby="once-title" aria-describedby="once-body">
      <ModalHeader title={title} labelId="once-title" />
      <ModalBody id="once-body">
        <Content component="p">{body}</Content>
        <ClipboardCopy isReadOnly hoverTip={t("settings.copy")} clickTip={t("settings.copied")} textAriaLabel={label} copyAriaLabel={t("settings.copy")} className="syncline-apart">
          {secret}
        </ClipboardCopy>
        <Alert component="p" variant="warning" isInline isPlain title={t("settings.once")} className="syncline-apart" />
      </ModalBody>
      <ModalFooter>
        <Button onClick={close}>{t("settings.keptIt")}</Button>
      </ModalFooter>
    </Modal>
  );
}
