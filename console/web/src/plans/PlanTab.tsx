import { Button, Label, Switch } from "@patternfly/react-core";
import { CalendarAltIcon, PlusCircleIcon } from "@patternfly/react-icons";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Dispatch, type ReactNode, type SetStateAction, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { answered, scheduler } from "../api/client";
import { Problem } from "../api/problem";
import { useKeptFocus } from "../common/focus";
import { tell } from "../common/toasts";
import { Empty, Failed, Loading } from "../frame/States";
import { useMay } from "../session/session";
import { shortInstant } from "../texts/format";
import type { PlanEdits } from "./edits";
import { draftOfPlan, newPlan, type PlanView } from "./plan";
import { PlanEditor } from "./PlanEditor";
import { usePlans } from "./queries";

interface Props {
  projectId: number;
  projectName: string;
  edits: PlanEdits;
  setEdits: Dispatch<SetStateAction<PlanEdits>>;
}

const NEW = "new";

/** When a project is executed by itself: its plans, one of which is edited. */
export function PlanTab({ projectId, projectName, edits, setEdits }: Props) {
  const { t } = useTranslation();
  const mayEdit = useMay("editor");
  const [params, setParams] = useSearchParams();
  const plans = usePlans(projectId);
  const wanted = params.get("plan");
  const open = (plan: string | undefined) => setParams({ tab: "plan", ...(plan ? { plan } : {}) });

  const list = useRef<HTMLDivElement>(null);
  useKeptFocus(wanted, () => (wanted === null ? list.current : null));

  if (plans.isPending) {
    return <Loading />;
  }
  if (plans.isError) {
    return <Failed error={plans.error} retry={() => void plans.refetch()} />;
  }
  const saved = plans.data.find(({ id }) => String(id) === wanted);
  if (wanted !== null && (saved || wanted === NEW)) {
    const draft = edits[wanted]?.draft ?? (saved ? draftOfPlan(saved) : newPlan(t("plan.firstName", { project: projectName }), zoneHere()));
    return (
      <PlanEditor
        key={`${wanted}-${saved?.version ?? 0}`}
        projectId={projectId}
        saved={saved}
        draft={draft}
        edited={edits[wanted]?.edited ?? false}
        change={(step) => setEdits((before) => ({ ...before, [wanted]: { draft: step(before[wanted]?.draft ?? draft), edited: true } }))}
        forget={() => setEdits(({ [wanted]: _, ...others }) => others)}
        close={() => open(undefined)}
      />
    );
  }
  const newButton = mayEdit && (
    <Button icon={<PlusCircleIcon />} onClick={() => open(NEW)}>
      {t("plan.new")}
    </Button>
  );
  const content: ReactNode =
    plans.data.length === 0 ? (
      <Empty icon={CalendarAltIcon} title={t("plan.none")} body={t(mayEdit ? "plan.noneBody" : "plan.noneViewer")} actions={newButton} />
    ) : (
      <>
        <div className="syncline-below">{newButton}</div>
        <Table variant="compact" gridBreakPoint="grid-md" aria-label={t("plan.title")}>
          <Thead>
            <Tr>
              <Th width={20}>{t("plan.name")}</Th>
              <Th width={40}>{t("plan.when")}</Th>
              <Th>{t("plan.next")}</Th>
              <Th>{t("plan.priority")}</Th>
              <Th>{t("plan.enabled")}</Th>
            </Tr>
          </Thead>
          <Tbody>
            {plans.data.map((plan) => (
              <Tr key={plan.id}>
                <Td dataLabel={t("plan.name")} modifier="breakWord">
                  <Button variant="link" isInline className="syncline-break" onClick={() => open(String(plan.id))}>
                    {plan.name}
                  </Button>
                  {edits[plan.id]?.edited && <Label isCompact status="warning">{t("project.edited")}</Label>}
                </Td>
                <Td dataLabel={t("plan.when")} modifier="breakWord">
                  {plan.sentence}
                  {plan.note && <div className="syncline-small syncline-bad">{plan.note}</div>}
                </Td>
                <Td dataLabel={t("plan.next")}>{plan.enabled ? shortInstant(plan.next[0]?.at) || "–" : "–"}</Td>
                <Td dataLabel={t("plan.priority")}>{t(`plan.priorities.${plan.priority}`)}</Td>
                <Td dataLabel={t("plan.enabled")}>
                  <EnableSwitch plan={plan} />
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </>
    );
  return (
    <div ref={list} tabIndex={-1} className="syncline-heading">
      {content}
    </div>
  );
}

/** A plan that is disabled is kept, and never due. */
function EnableSwitch({ plan }: { plan: PlanView }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const mayRun = useMay("operator");
  // Beside the mutation, which tells of itself a moment later: until then the browser would show the switch as it was.
  const [wanted, setWanted] = useState<boolean>();
  const switching = useMutation({
    mutationFn: (enabled: boolean) => answered(scheduler.PATCH("/api/v1/plans/{id}", { params: { path: { id: plan.id }, header: { "If-Match": `"${plan.version}"` } }, body: { enabled } })),
    onError: (error) => tell("danger", t("plan.notSwitched", { name: plan.name }), error instanceof Problem ? error.detail : String(error)),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ["plans"] });
      setWanted(undefined);
    },
  });
  return (
    <Switch
      id={`enabled-${plan.id}`}
      aria-label={t("plan.enabledNamed", { name: plan.name })}
      isChecked={wanted ?? plan.enabled}
      isDisabled={!mayRun}
      onChange={(_, enabled) => {
        setWanted(enabled);
        switching.mutate(enabled);
      }}
    />
  );
}

function zoneHere(): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone && zone !== "Etc/UTC" ? zone : "UTC";
}
