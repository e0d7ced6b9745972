import { Button } from "@patternfly/react-core";
import { PlayIcon } from "@patternfly/react-icons";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { ok, scheduler } from "../api/client";
import { Problem } from "../api/problem";
import type { Project } from "../api/types";
import { tell } from "../common/toasts";
import { useMay } from "../session/session";

export function ExecuteNow({ project }: { project: Project }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const executing = useMutation({
    mutationFn: () => ok(scheduler.POST("/api/v1/runs", { params: { header: { "Idempotency-Key": crypto.randomUUID() } }, body: { projectId: project.id } })),
    onSuccess: (run) => void navigate(`/runs/${run.id}`),
    onError: (error) => tell("danger", t("projects.notExecuted", { name: project.name }), error instanceof Problem ? error.detail : String(error)),
  });
  if (!useMay("operator")) {
    return null;
  }
  return (
    <Button
      variant="plain"
      icon={<PlayIcon />}
      isLoading={executing.isPending}
      isAriaDisabled={executing.isPending}
      onClick={() => executing.mutate()}
      title={t("projects.execute")}
      aria-label={t("projects.executeNamed", { name: project.name })}
    />
  );
}
