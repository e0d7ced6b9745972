import { Button, Content, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { ProblemAlert } from "../frame/States";

interface Props {
  title: string;
  body: ReactNode;
  /** What the button says that does it. */
  action: string;
  /** What is said where it was refused. */
  refused: string;
  isDanger?: boolean;
  run: () => Promise<unknown>;
  close: () => void;
}

/** Asks before something is done. It stays open where that was refused, and says why. */
export function Question({ title, body, action, refused, isDanger = false, run, close }: Props) {
  const { t } = useTranslation();
  const doing = useMutation({ mutationFn: run, onSuccess: close });
  return (
    <Modal isOpen variant="small" onClose={close} aria-labelledby="question-title" aria-describedby="question-body">
      <ModalHeader title={title} labelId="question-title" {...(isDanger ? { titleIconVariant: "warning" as const } : {})} />
      <ModalBody id="question-body">
        {typeof body === "string" ? <Content component="p">{body}</Content> : body}
        {doing.isError && <ProblemAlert title={refused} error={doing.error} />}
      </ModalBody>
      <ModalFooter>
        <Button variant={isDanger ? "danger" : "primary"} isLoading={doing.isPending} onClick={() => !doing.isPending && doing.mutate()}>
          {action}
        </Button>
        <Button variant="link" onClick={close}>
          {t("common.cancel")}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
