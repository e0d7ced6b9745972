import { useMutation, useQueryClient } from "@tanstack/react-query";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { ok, scheduler } from "../api/client";
import { Problem } from "../api/problem";
import { tell } from "../common/toasts";
import type { ProjectRequest, TableName } from "./types";

export interface Execution {
  /** Some of the project's tables; all where they are left out. */
  tables?: readonly TableName[];
  /** One by itself, whether it is chosen or not. */
  table?: TableName;
  full?: boolean;
  /** To be executed without being saved. */
  unsaved?: ProjectRequest;
  revision?: number;
}

/** Begins runs of a project. Whoever begins one of the project goes to it; one of a single table is followed in its row. */
export function useExecution({ id, name }: { id: number; name: string }, leaving: () => void) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ tables, table, full, unsaved, revision }: Execution) =>
      ok(
        scheduler.POST("/api/v1/runs", {
          params: { header: { "Idempotency-Key": crypto.randomUUID() } },
          body: {
            projectId: id,
            ...(tables ? { tables: [...tables] } : {}),
            ...(table ? { table } : {}),
            ...(full ? { full } : {}),
            ...(unsaved ? { configuration: unsaved as never } : {}),
            ...(revision !== undefined && !unsaved ? { revision } : {}),
          },
        }),
      ),
    onSuccess: (run, { table }) => {
      void queries.invalidateQueries({ queryKey: ["table-status", id] });
      void queries.invalidateQueries({ queryKey: ["project-status", id] });
      if (table) {
        tell("success", t("project.tableExecuted", { table: `${table.schema}.${table.table}` }));
      } else {
        // Whoever executes what is not saved does not mean to lose it by mistake: that was the question.
        flushSync(leaving);
        void navigate(`/runs/${run.id}`);
      }
    },
    onError: (error) => tell("danger", t("projects.notExecuted", { name }), error instanceof Problem ? error.detail : String(error)),
  });
}
