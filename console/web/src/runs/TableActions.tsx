import { Button } from "@patternfly/react-core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { send } from "../api/door";
import { Problem, problemOf } from "../api/problem";
import type { Run, TableRun } from "../api/types";
import { tell } from "../common/toasts";
import { useMay } from "../session/session";
import { failureOf, isOver, isSettled, nameOf } from "./state";

async function ask(run: string, table: string, what: "retry" | "cancel"): Promise<void> {
  const response = await send(new Request(`/api/v1/runs/${run}/tables/${table}/${what}`, { method: "POST" }));
  if (!response.ok) {
    throw await problemOf(response);
  }
}

/** One table is tried again, or let go, while the run goes on; only newer services do so. */
export function TableActions({ run, table }: { run: Run; table: TableRun }) {
  const { t } = useTranslation();
  const may = useMay("operator");
  const asking = useMutation({
    mutationFn: (what: "retry" | "cancel") => ask(run.id, table.id, what),
    onError: (error) => tell("danger", t("run.refused"), error instanceof Problem ? error.detail : String(error)),
  });
  if (!may || isOver(run.state) || run.state === "CANCELLING" || !("attempts" in table)) {
    return null;
  }
  const what = failureOf(table) && isSettled(table.state) ? "retry" : isSettled(table.state) ? undefined : "cancel";
  return what ? (
    <Button
      variant="secondary"
      size="sm"
      isDanger={what === "cancel"}
      isLoading={asking.isPending}
      isAriaDisabled={asking.isPending}
      aria-label={t(`run.${what}TableNamed`, { table: nameOf(table.source) })}
      onClick={() => asking.mutate(what)}
    >
      {t(`run.${what}Table`)}
    </Button>
  ) : null;
}
