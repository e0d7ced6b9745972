import { DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm } from "@patternfly/react-core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { StateLabel } from "../runs/StateLabel";
import { number, shortInstant } from "../texts/format";
import { useProjectStatus } from "./queries";
import type { ProjectView } from "./types";

/** What matters most of a project: where from and where to, and how it goes. */
export function ProjectFacts({ project, nameOf }: { project: ProjectView; nameOf: (connectionId: number) => string }) {
  const { t } = useTranslation();
  const status = useProjectStatus(project.id).data;
  const running = status?.running as { id: string; state: string; settled: number; tables: number } | null | undefined;
  const last = status?.lastRun as { id: string; state: string; finishedAt: string | null; requestedAt: string } | null | undefined;
  const facts: [string, ReactNode][] = [
    [t("project.source"), <Link key="s" to={`/connections/${project.sourceConnectionId}`}>{nameOf(project.sourceConnectionId)}</Link>],
    [
      t("project.targets"),
      project.targetConnectionIds.map((id, i) => (
        <span key={id}>
          {i > 0 && ", "}
          <Link to={`/connections/${id}`}>{nameOf(id)}</Link>
        </span>
      )),
    ],
    [t("projects.tables"), number(project.tables.length)],
    ...(running
      ? ([
          [
            t("project.running"),
            <Link key="r" to={`/runs/${running.id}`}>
              <StateLabel state={running.state} /> {t("runs.ofTables", { settled: number(running.settled), tables: number(running.tables) })}
            </Link>,
          ],
        ] as [string, ReactNode][])
      : []),
    [
      t("project.lastRun"),
      last ? (
        <Link key="l" to={`/runs/${last.id}`}>
          <StateLabel state={last.state} /> {shortInstant(last.finishedAt ?? last.requestedAt)}
        </Link>
      ) : (
        t("project.neverRun")
      ),
    ],
    [t("project.nextRun"), shortInstant(status?.nextDue) || t("project.noNextRun")],
    [t("project.revision"), t("project.revisionBy", { revision: project.revision, by: project.savedBy || "–", at: shortInstant(project.savedAt) })],
  ];
  return (
    <DescriptionList isCompact columnModifier={{ default: "1Col", sm: "2Col", lg: "3Col" }} className="syncline-facts">
      {facts.map(([term, value]) => (
        <DescriptionListGroup key={term}>
          <DescriptionListTerm>{term}</DescriptionListTerm>
          <DescriptionListDescription className="syncline-break">{value}</DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </DescriptionList>
  );
}
