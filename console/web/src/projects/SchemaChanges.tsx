import { Alert, Button, Checkbox, Label, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { config, ok } from "../api/client";
import { tell } from "../common/toasts";
import { Empty, Failed, Loading, ProblemAlert } from "../frame/States";
import { useMay } from "../session/session";
import { instant, shortInstant } from "../texts/format";
import { titleOf } from "./draft";
import { useSchemaChanges } from "./queries";
import type { SchemaChange } from "./types";

const KINDS = ["table-new", "table-gone", "column-added", "column-removed", "column-retyped", "key-changed"] as const;

interface Props {
  projectId: number;
  etag: string;
  /** Then nothing is settled: it would be another revision below the edits. */
  edited: boolean;
  settled: () => void;
}

/** What has become of the source since it was saved, in sections, with what the next run does of itself. */
export function SchemaChanges({ projectId, etag, edited, settled }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const mayEdit = useMay("editor");
  const mayLook = useMay("operator");
  const found = useSchemaChanges(projectId);
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const lookButton = useRef<HTMLButtonElement>(null);
  const again = () => void queries.invalidateQueries({ queryKey: ["schema-changes", projectId] });

  const looking = useMutation({
    mutationFn: () => ok(config.POST("/api/v1/projects/{id}/schema-changes/check", { params: { path: { id: projectId } } })),
    onSuccess: again,
  });
  const settling = useMutation({
    mutationFn: ({ accept, ids }: { accept: boolean; ids: number[] }) => {
      const request = { params: { path: { id: projectId }, header: { "If-Match": etag } }, body: { ids } };
      return ok(accept ? config.POST("/api/v1/projects/{id}/schema-changes/accept", request) : config.POST("/api/v1/projects/{id}/schema-changes/ignore", request));
    },
    onSuccess: ({ settled: number }, { accept }) => {
      // The others go with the last change, and the keyboard's focus would go with them.
      lookButton.current?.focus();
      tell("success", t(accept ? "project.changesAccepted" : "project.changesIgnored", { count: number }));
      setTicked(new Set());
      again();
      settled();
    },
  });

  if (found.isPending) {
    return <Loading />;
  }
  if (found.isError) {
    return <Failed error={found.error} retry={() => void found.refetch()} />;
  }
  const { items, checkedAt, failure } = found.data;
  const tick = (ids: number[], whether: boolean) =>
    setTicked((before) => {
      const next = new Set(before);
      ids.forEach((id) => (whether ? next.add(id) : next.delete(id)));
      return next;
    });
  const look = mayLook && (
    <Button ref={lookButton} variant="secondary" isLoading={looking.isPending} isAriaDisabled={looking.isPending} onClick={() => looking.mutate()}>
      {t("project.lookNow")}
    </Button>
  );

  return (
    <>
      {looking.isError && <ProblemAlert title={t("project.notLooked")} error={looking.error} />}
      {settling.isError && <ProblemAlert title={t("project.notSettled")} error={settling.error} />}
      {failure && <Alert component="p" isInline variant="warning" title={t("project.lookFailed")} className="syncline-below">{failure}</Alert>}
      {edited && items.length > 0 && <Alert component="p" isInline variant="info" title={t("project.saveFirst")} className="syncline-below" />}
      <Toolbar>
        <ToolbarContent>
          <ToolbarItem>{look}</ToolbarItem>
          <ToolbarItem alignSelf="center">
            <span className="syncline-quiet">{checkedAt ? t("project.lookedAt", { at: instant(checkedAt) }) : t("project.neverLooked")}</span>
          </ToolbarItem>
          {mayEdit && items.length > 0 && (
            <>
              <ToolbarItem>
                <Button isDisabled={ticked.size === 0 || edited} isLoading={settling.isPending} onClick={() => settling.mutate({ accept: true, ids: [...ticked] })}>
                  {t("project.accept", { count: ticked.size })}
                </Button>
              </ToolbarItem>
              <ToolbarItem>
                <Button variant="secondary" isDisabled={ticked.size === 0 || edited} onClick={() => settling.mutate({ accept: false, ids: [...ticked] })}>
                  {t("project.ignore", { count: ticked.size })}
                </Button>
              </ToolbarItem>
            </>
          )}
        </ToolbarContent>
      </Toolbar>
      {items.length === 0 ? (
        <Empty title={t("project.noChanges")} body={t("project.noChangesBody")} />
      ) : (
        KINDS.map((kind) => {
          const some = items.filter((one) => one.kind === kind);
          return some.length > 0 ? <Section key={kind} kind={kind} changes={some} ticked={ticked} tick={tick} readOnly={!mayEdit} /> : null;
        })
      )}
    </>
  );
}

interface SectionProps {
  kind: (typeof KINDS)[number];
  changes: SchemaChange[];
  ticked: ReadonlySet<number>;
  tick: (ids: number[], whether: boolean) => void;
  readOnly: boolean;
}

function Section({ kind, changes, ticked, tick, readOnly }: SectionProps) {
  const { t } = useTranslation();
  const ids = changes.map(({ id }) => id);
  const all = ids.every((id) => ticked.has(id));
  const title = t(`project.changeKinds.${kind}`);
  return (
    <Table variant="compact" gridBreakPoint="grid-md" aria-label={title} className="syncline-apart">
      <caption className="syncline-caption">
        {title} <Label isCompact>{changes.length}</Label>
      </caption>
      <Thead>
        <Tr>
          <Th aria-label={t("project.tick")}>
            {!readOnly && <Checkbox id={`all-${kind}`} aria-label={t("project.tickAllOf", { schema: title })} isChecked={all ? true : ids.some((id) => ticked.has(id)) ? null : false} onChange={(_, whether) => tick(ids, whether)} />}
          </Th>
          <Th width={20}>{t("project.table")}</Th>
          <Th width={20}>{t("project.whatChanged")}</Th>
          <Th width={30}>{t("project.effect")}</Th>
          <Th>{t("project.found")}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {changes.map(({ id, table, column, before, after, effect, foundAt, message }) => (
          <Tr key={id}>
            <Td dataLabel={t("project.tick")}>{!readOnly && <Checkbox id={`change-${id}`} aria-label={message} isChecked={ticked.has(id)} onChange={(_, whether) => tick([id], whether)} />}</Td>
            <Td dataLabel={t("project.table")} modifier="breakWord">
              {titleOf(table)}
            </Td>
            <Td dataLabel={t("project.whatChanged")} modifier="breakWord">
              {[column as string | null, [before as string | null, after as string | null].filter(Boolean).join(" → ")].filter(Boolean).join(": ") || message}
            </Td>
            <Td dataLabel={t("project.effect")} modifier="breakWord">
              {effect.message}
            </Td>
            <Td dataLabel={t("project.found")} modifier="nowrap">{shortInstant(foundAt)}</Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
