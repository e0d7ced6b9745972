import { Alert, DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm, Label } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { door, ok } from "../api/client";
import type { Run } from "../api/types";
import { instant, number, shortInstant } from "../texts/format";
import { useCauseWords } from "./cause";
import { FailureText } from "./FailureText";

/** What a run is: by whom, of what, since when; and why it failed as a whole. */
export function RunFacts({ run }: { run: Run }) {
  const { t } = useTranslation();
  const causeOf = useCauseWords();
  const repeated = (run.cause as { runId?: string } | null)?.runId;
  const cause = repeated ? <Link to={`/runs/${repeated}`}>{causeOf(run)}</Link> : causeOf(run);
  const about = useQuery({ queryKey: ["about"], staleTime: Infinity, queryFn: () => ok(door.GET("/api/v1/about")) });
  const trace = about.data?.traceUrl?.replace("{trace}", run.id.replaceAll("-", ""));
  const facts: [string, ReactNode][] = [
    [
      t("run.cause"),
      <span key="cause">
        {cause} {run.singleTable && <Label isCompact>{t("runs.singleTable")}</Label>}
      </span>,
    ],
    [t("run.targets"), run.targets.map(({ name }) => name).join(", ")],
    [t("run.requested"), <span key="at" title={instant(run.requestedAt)}>{shortInstant(run.requestedAt)}</span>],
    [t("run.finished"), run.finishedAt ? <span key="at" title={instant(run.finishedAt)}>{shortInstant(run.finishedAt)}</span> : t("run.goesOn")],
    [t("run.revision"), run.revision > 0 ? number(run.revision) : t("run.unsaved")],
  ];
  return (
    <>
      <DescriptionList isCompact className="syncline-facts" style={{ gridTemplateColumns: "repeat(auto-fit, minmax(8.5rem, 1fr))" }}>
        {facts.map(([term, description]) => (
          <DescriptionListGroup key={term}>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription>{description}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
      </DescriptionList>
      {run.failure && (
        <Alert component="p" variant="danger" isInline title={t("run.whyFailed")} className="syncline-apart">
          <FailureText failure={run.failure} />
        </Alert>
      )}
      {trace && run.state === "FAILED" && (
        <a href={trace} target="_blank" rel="noreferrer">
          {t("run.trace")}
        </a>
      )}
      {run.waitsFor && (
        <Alert component="p" variant="warning" isInline title={t("run.waitsForService")} className="syncline-apart">
          {run.waitsFor}
        </Alert>
      )}
      {run.state === "WAITING" && run.dependencies.length > 0 && (
        <Alert component="p" variant="info" isInline title={t("run.waitsFor")} className="syncline-apart">
          {run.dependencies.map((one) => (
            <div key={one.projectId}>
              {one.runId ? <Link to={`/runs/${one.runId}`}>{one.projectName}</Link> : one.projectName}: {t(`dependency.${one.state}` as "dependency.MISSING")}
            </div>
          ))}
          {run.waitUntil && <div>{t("run.waitsUntil", { at: instant(run.waitUntil) })}</div>}
        </Alert>
      )}
    </>
  );
}
