import { Button, Content, Flex, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import { RedoIcon, StopCircleIcon } from "@patternfly/react-icons";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { ok, scheduler } from "../api/client";
import { Problem } from "../api/problem";
import type { Run } from "../api/types";
import { tell } from "../common/toasts";
import { useShortcuts } from "../frame/shortcuts";
import { useMay } from "../session/session";
import { isOver } from "./state";

export function RunActions({ run, changed }: { run: Run; changed: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay("operator");
  const [cancelling, setCancelling] = useState(false);
  const over = isOver(run.state);

  const refused = (error: unknown) => tell("danger", t("run.refused"), error instanceof Problem ? error.detail : String(error));
  const cancel = useMutation({
    mutationFn: () => ok(scheduler.POST("/api/v1/runs/{id}/cancel", { params: { path: { id: run.id } } })),
    onSuccess: () => setCancelling(false),
    onError: (error) => {
      setCancelling(false);
      refused(error);
      // It may have ended meanwhile.
      changed();
    },
  });
  const repeat = useMutation({
    mutationFn: (failedOnly: boolean) =>
      ok(
        scheduler.POST("/api/v1/runs/{id}/repeat", {
          params: { path: { id: run.id }, header: { "Idempotency-Key": crypto.randomUUID() } },
          body: { failedOnly },
        }),
      ),
    onSuccess: (next) => {
      tell("success", t("run.begun"));
      void navigate(`/runs/${next.id}`);
    },
    onError: refused,
  });

  const mayCancel = may && !over && run.state !== "CANCELLING";
  const mayRetry = may && over && run.failed > 0;
  useShortcuts([
    ...(mayCancel ? [{ keys: "c", label: t("run.cancel"), run: () => setCancelling(true) }] : []),
    ...(may && over ? [{ keys: "r", label: t("run.again"), run: () => repeat.mutate(false) }] : []),
    ...(mayRetry ? [{ keys: "f", label: t("run.retryFailed"), run: () => repeat.mutate(true) }] : []),
  ]);
  if (!may) {
    return null;
  }
  return (
    <Flex spaceItems={{ default: "spaceItemsSm" }}>
      {mayRetry && (
        <Button variant="primary" icon={<RedoIcon />} isAriaDisabled={repeat.isPending} onClick={() => repeat.mutate(true)}>
          {t("run.retryFailed")}
        </Button>
      )}
      {/* One button for both, so that the focus stays where it is when a run that was cancelled has ended. */}
      {over ? (
        <Button key="end" variant={mayRetry ? "secondary" : "primary"} icon={<RedoIcon />} isAriaDisabled={repeat.isPending} onClick={() => repeat.mutate(false)}>
          {t("run.again")}
        </Button>
      ) : (
        <Button key="end" variant="secondary" isDanger icon={<StopCircleIcon />} isAriaDisabled={!mayCancel} onClick={() => setCancelling(true)}>
          {t(run.state === "CANCELLING" ? "run.isCancelling" : "run.cancel")}
        </Button>
      )}
      {cancelling && (
        <Modal isOpen variant="small" onClose={() => setCancelling(false)} aria-labelledby="cancel-title" aria-describedby="cancel-body">
          <ModalHeader title={t("run.cancelTitle")} labelId="cancel-title" titleIconVariant="warning" />
          <ModalBody id="cancel-body">
            <Content component="p">{t("run.cancelBody")}</Content>
          </ModalBody>
          <ModalFooter>
            <Button variant="danger" isLoading={cancel.isPending} isAriaDisabled={cancel.isPending} onClick={() => cancel.mutate()}>
              {t("run.cancel")}
            </Button>
            <Button variant="link" onClick={() => setCancelling(false)}>
              {t("run.letItGoOn")}
            </Button>
          </ModalFooter>
        </Modal>
      )}
    </Flex>
  );
}
