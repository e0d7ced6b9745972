import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { answered, config } from "../api/client";
import { Question } from "../common/Question";
import { tell } from "../common/toasts";
import { PROJECTS } from "../connections/queries";
import type { ProjectView } from "./types";

interface Props {
  project: ProjectView;
  etag: string;
  close: () => void;
  deleted: () => void;
}

export function DeleteProject({ project, etag, close, deleted }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const remove = async () => {
    await answered(config.DELETE("/api/v1/projects/{id}", { params: { path: { id: project.id }, header: { "If-Match": etag } } }));
    tell("success", t("project.deleted", { name: project.name }));
    void queries.invalidateQueries({ queryKey: PROJECTS, exact: true });
    deleted();
  };
  return (
    <Question
      title={t("project.deleteTitle", { name: project.name })}
      body={t("project.deleteBody")}
      action={t("common.delete")}
      refused={t("project.notDeleted")}
      isDanger
      run={remove}
      close={close}
    />
  );
}
