import {
  Alert,
  CodeBlock,
  CodeBlockCode,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  DrawerActions,
  DrawerCloseButton,
  DrawerHead,
  DrawerPanelBody,
  DrawerPanelContent,
  ExpandableSection,
  List,
  ListItem,
  Title,
} from "@patternfly/react-core";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { Load, Pace, Run, TableRun } from "../api/types";
import { bytes, duration, instant, number } from "../texts/format";
import { FailureText } from "./FailureText";
import { StateLabel } from "./StateLabel";
import { nameOf } from "./state";
import { TableActions } from "./TableActions";

/** Everything there is to know of one table of a run. */
export function TableDetails({ run, table, close }: { run: Run; table: TableRun; close: () => void }) {
  const { t } = useTranslation();
  const title = useRef<HTMLSpanElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <DrawerPanelContent
      widths={{ default: "width_100", lg: "width_50" }}
      aria-labelledby="table-details"
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      <DrawerHead>
        <span ref={title} tabIndex={-1}>
          <Title headingLevel="h2" size="lg" id="table-details" className="syncline-break">
            {nameOf(table.source)}
          </Title>
        </span>
        <DrawerActions>
          <DrawerCloseButton onClick={close} aria-label={t("run.closeDetails")} />
        </DrawerActions>
      </DrawerHead>
      <DrawerPanelBody>
        <TableActions run={run} table={table} />
        <Facts
          facts={[
            [t("run.state"), <StateLabel key="state" state={table.state} />],
            [t("run.targetName"), nameOf(table.target)],
            [t("run.extraction"), t(table.extraction === "incremental" ? "run.incremental" : "run.full")],
            [t("run.attempts"), number(table.attempt)],
            [t("run.read"), t("run.rowsAndBytes", { rows: number(table.rowsRead), bytes: bytes(table.bytesRead) })],
            ...(table.pace ? ([[t("run.pace"), t("run.reading", figures(table.pace))]] as [string, ReactNode][]) : []),
            [t("run.estimated"), table.estimatedRows < 0 ? "–" : number(table.estimatedRows)],
            [t("run.began"), instant(table.startedAt)],
            [t("run.finished"), instant(table.finishedAt)],
          ]}
        />
        {table.failure && (
          <Alert component="p" variant="danger" isInline title={t("run.notRead")} className="syncline-apart">
            <FailureText failure={table.failure} />
          </Alert>
        )}
        <Notes title={t("run.notes")} notes={table.notes} />
        {table.loads.map((load) => (
          <LoadDetails key={load.targetId} load={load} single={run.targets.length === 1} />
        ))}
      </DrawerPanelBody>
    </DrawerPanelContent>
  );
}

function LoadDetails({ load, single }: { load: Load; single: boolean }) {
  const { t } = useTranslation();
  return (
    <section className="syncline-apart">
      <Title headingLevel="h3" size="md">
        {t("run.into", { target: load.targetName })} {!single && <StateLabel state={load.state} />}
      </Title>
      {load.failure && (
        <Alert component="p" variant="danger" isInline title={t("run.notLoaded")} className="syncline-apart">
          <FailureText failure={load.failure} />
        </Alert>
      )}
      {load.left && (
        <Alert component="p" variant="warning" isInline title={t("run.leftBehind")} className="syncline-apart">
          {(load.left as { sentence?: string }).sentence ?? ""}
        </Alert>
      )}
      <Facts
        facts={[
          [t("run.loaded"), t("run.rowsAndBytes", { rows: number(load.rows), bytes: bytes(load.bytes) })],
          ...(load.pace ? ([[t("run.pace"), t("run.writing", figures(load.pace))]] as [string, ReactNode][]) : []),
          [t("run.mode"), load.mode ? [load.mode, load.reason].filter(Boolean).join(": ") : "–"],
          [t("run.proven"), load.proven === null || load.proven === undefined ? "–" : t(load.proven ? "run.isProven" : "run.isNotProven")],
          ...(load.updated > 0 || load.duplicates > 0
            ? ([
                [t("run.inserted"), number(load.inserted)],
                [t("run.updated"), number(load.updated)],
                [t("run.duplicates"), number(load.duplicates)],
              ] as [string, ReactNode][])
            : []),
          ...(load.after.length > 0 ? ([[t("run.after"), load.after.join(", ")]] as [string, ReactNode][]) : []),
        ]}
      />
      <Notes title={t("run.changes")} notes={load.changes} />
      <Notes title={t("run.notes")} notes={load.notes} />
      {load.failedAttempts.length > 0 && (
        <ExpandableSection toggleText={t("run.failedAttempts", { count: load.failedAttempts.length })}>
          <List isPlain>
            {load.failedAttempts.map((attempt) => (
              <ListItem key={attempt.attempt}>
                <strong>{t("run.attempt", { number: attempt.attempt })}</strong> <span className="syncline-quiet">{instant(attempt.endedAt)}</span>
                <FailureText failure={attempt.failure} />
              </ListItem>
            ))}
          </List>
        </ExpandableSection>
      )}
      {load.statements.length > 0 && (
        <ExpandableSection toggleText={t("run.statements", { count: load.statements.length })}>
          <CodeBlock>
            <CodeBlockCode>{load.statements.join(";\n\n")}</CodeBlockCode>
          </CodeBlock>
        </ExpandableSection>
      )}
    </section>
  );
}

function figures({ streams, sourceMillis, brokerMillis, targetMillis }: Pace) {
  return { count: streams, sessions: number(streams), source: duration(sourceMillis), broker: duration(brokerMillis), target: duration(targetMillis) };
}

function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <DescriptionList isCompact isHorizontal horizontalTermWidthModifier={{ default: "11ch" }}>
      {facts
        .filter(([, value]) => value !== "")
        .map(([term, value]) => (
          <DescriptionListGroup key={term}>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription className="syncline-break">{value}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
    </DescriptionList>
  );
}

function Notes({ title, notes }: { title: string; notes: string[] }) {
  if (notes.length === 0) {
    return null;
  }
  return (
    <Alert component="p" variant="info" isInline title={title} className="syncline-apart">
      <List>
        {notes.map((note) => (
          <ListItem key={note}>{note}</ListItem>
        ))}
      </List>
    </Alert>
  );
}
