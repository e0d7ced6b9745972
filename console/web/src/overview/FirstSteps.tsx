import { Button, Card, CardBody, CardTitle, ProgressStep, ProgressStepper } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { ok, scheduler } from "../api/client";
import { useConnections, useKinds, useProjects } from "../connections/queries";
import { useMay } from "../session/session";

interface Step {
  key: "source" | "target" | "project" | "execute";
  path: string;
  done: boolean;
}

/** The way to the first rows in a target; nothing once something has run. */
export function useFirstSteps(): Step[] | undefined {
  const kinds = useKinds();
  const connections = useConnections();
  const projects = useProjects();
  const runs = useQuery({ queryKey: ["runs", "any"], queryFn: () => ok(scheduler.GET("/api/v1/runs", { params: { query: { limit: 1 } } })) });
  if (!kinds.data || !connections.data || !projects.data || !runs.data || runs.data.items.length > 0) {
    return undefined;
  }
  const sources = new Set(kinds.data.filter(({ source }) => source).map(({ kind }) => kind));
  return [
    { key: "source", path: "/connections/new", done: connections.data.some(({ kind }) => sources.has(kind)) },
    { key: "target", path: "/connections/new", done: connections.data.some(({ allowWriteOperations }) => allowWriteOperations) },
    { key: "project", path: "/projects/new", done: projects.data.length > 0 },
    { key: "execute", path: "/projects", done: false },
  ];
}

export function FirstSteps({ steps }: { steps: Step[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const next = steps.find(({ done }) => !done);
  const may = useMay(next?.key === "execute" ? "operator" : "editor");
  return (
    <Card>
      <CardTitle component="h2">{t("firstSteps.title")}</CardTitle>
      <CardBody>
        <ProgressStepper isVertical aria-label={t("firstSteps.title")}>
          {steps.map((step) => (
            <ProgressStep
              key={step.key}
              id={`first-${step.key}`}
              titleId={`first-${step.key}-title`}
              variant={step.done ? "success" : step === next ? "info" : "pending"}
              isCurrent={step === next}
              aria-label={t(step.done ? "firstSteps.done" : step === next ? "firstSteps.next" : "firstSteps.later")}
              description={t(`firstSteps.${step.key}Body`)}
            >
              {t(`firstSteps.${step.key}`)}
            </ProgressStep>
          ))}
        </ProgressStepper>
        {next && may && (
          <Button className="syncline-apart" onClick={() => void navigate(next.path)}>
            {t(`firstSteps.${next.key}`)}
          </Button>
        )}
      </CardBody>
    </Card>
  );
}
