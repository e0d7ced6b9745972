import { Button, Form, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { ProblemAlert } from "../frame/States";

interface Props {
  id: string;
  title: string;
  description: string;
  /** What the button says that does it. */
  action: string;
  /** What is said where it was refused; left out where nothing is sent. */
  refused?: string;
  /** The field that is entered first. */
  firstField: string;
  doing?: { isPending: boolean; isError: boolean; error: unknown };
  submit: () => void;
  close: () => void;
  children: ReactNode;
}

/** A short form in a dialog. It stays open where it was refused, and says why. */
export function FormDialog({ id, title, description, action, refused, firstField, doing, submit, close, children }: Props) {
  const { t } = useTranslation();
  const send = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <Modal isOpen variant="small" onClose={close} elementToFocus={`#${firstField}`} aria-labelledby={`${id}-title`}>
      <ModalHeader title={title} labelId={`${id}-title`} description={description} />
      <ModalBody>
        <Form id={id} noValidate onSubmit={send}>
          {children}
        </Form>
        {doing?.isError && <ProblemAlert title={refused ?? title} error={doing.error} />}
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form={id} isLoading={doing?.isPending ?? false}>
          {action}
        </Button>
        <Button variant="link" onClick={close}>
          {t("common.cancel")}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
