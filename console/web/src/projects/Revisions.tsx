import { Button, Label, TextInput, Title } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { answered, config, ok } from "../api/client";
import { identityOf } from "../common/identity";
import { FormField } from "../common/FormField";
import { Question } from "../common/Question";
import { tell } from "../common/toasts";
import { Empty, Failed, Loading } from "../frame/States";
import { useMay } from "../session/session";
import { shortInstant } from "../texts/format";
import { type Draft, requestOf, titleOf } from "./draft";
import type { Change, ProjectView, Revision, TableName } from "./types";

interface Saved {
  data: ProjectView;
  etag: string;
}

interface Props {
  saved: Saved;
  draft: Draft;
  edited: boolean;
  restored: (saved: Saved) => void;
}

const PAGE = 50;
const UNSAVED = "unsaved";

/** Who has saved what, when and why; how one differs from the present one; and an earlier one brought back. */
export function Revisions({ saved, draft, edited, restored }: Props) {
  const { t } = useTranslation();
  const mayEdit = useMay("editor");
  const { id, revision: present } = saved.data;
  const [params, setParams] = useSearchParams();
  const [restoring, setRestoring] = useState<number>();
  const from = params.get("from");
  const revisions = useInfiniteQuery({
    queryKey: ["revisions", id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => ok(config.GET("/api/v1/projects/{id}/revisions", { params: { path: { id }, query: { cursor: pageParam, limit: PAGE } } })),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  if (revisions.isPending) {
    return <Loading />;
  }
  if (revisions.isError) {
    return <Failed error={revisions.error} retry={() => void revisions.refetch()} />;
  }
  const rows = revisions.data.pages.flatMap(({ items }) => items);
  const compare = (with_: string) => setParams({ tab: "revisions", ...(from === with_ ? {} : { from: with_ }) }, { replace: true });

  return (
    <>
      {edited && (
        <p className="syncline-below">
          <Label status="warning">{t("project.edited")}</Label>{" "}
          <Button variant="link" isInline aria-expanded={from === UNSAVED} onClick={() => compare(UNSAVED)}>
            {t("project.whatIsEdited")}
          </Button>
        </p>
      )}
      {edited && from === UNSAVED && <Differences id={id} from={undefined} draft={draft} title={t("project.unsavedDifferences")} />}
      <Table variant="compact" gridBreakPoint="grid-md" aria-label={t("project.tabs.revisions")}>
        <Thead>
          <Tr>
            <Th>{t("project.revision")}</Th>
            <Th>{t("projects.saved")}</Th>
            <Th>{t("project.by")}</Th>
            <Th width={40}>{t("project.why")}</Th>
            <Th screenReaderText={t("common.actions")} />
          </Tr>
        </Thead>
        <Tbody>
          {rows.map(({ revision, savedAt, savedBy, comment, restoredFrom }: Revision) => (
            <Tr key={revision} isRowSelected={from === String(revision)}>
              <Td dataLabel={t("project.revision")}>
                {revision} {revision === present && <Label isCompact color="green">{t("project.present")}</Label>}
              </Td>
              <Td dataLabel={t("projects.saved")}>{shortInstant(savedAt)}</Td>
              <Td dataLabel={t("project.by")} modifier="breakWord">
                {savedBy || "–"}
              </Td>
              <Td dataLabel={t("project.why")} modifier="breakWord">
                {(restoredFrom as number | null) !== null && <Label isCompact>{t("project.restoredFrom", { revision: restoredFrom })}</Label>} {comment}
              </Td>
              <Td>
                {revision !== present && (
                  <>
                    <Button variant="link" size="sm" aria-expanded={from === String(revision)} aria-label={t("project.compareNamed", { revision })} onClick={() => compare(String(revision))}>
                      {t("project.compare")}
                    </Button>
                    {mayEdit && (
                      <Button variant="link" size="sm" aria-label={t("project.restoreNamed", { revision })} isAriaDisabled={edited} onClick={() => setRestoring(revision)}>
                        {t("project.restore")}
                      </Button>
                    )}
                  </>
                )}
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      {revisions.hasNextPage && (
        <Button variant="link" isLoading={revisions.isFetchingNextPage} onClick={() => void revisions.fetchNextPage()}>
          {t("project.olderRevisions")}
        </Button>
      )}
      {from !== null && from !== UNSAVED && Number(from) !== present && (
        <Differences id={id} from={Number(from)} draft={undefined} title={t("project.differencesBetween", { from, to: present })} />
      )}
      {restoring !== undefined && <Restore saved={saved} revision={restoring} close={() => setRestoring(undefined)} restored={restored} />}
    </>
  );
}

interface DifferencesProps {
  id: number;
  from: number | undefined;
  /** What is not saved, where that is compared. */
  draft: Draft | undefined;
  title: string;
}

const MOST_SHOWN = 200;

function Differences({ id, from, draft, title }: DifferencesProps) {
  const { t } = useTranslation();
  const changes = useQuery({
    queryKey: ["difference", id, from, draft && identityOf(draft)],
    queryFn: () =>
      draft
        ? ok(config.POST("/api/v1/projects/{id}/difference", { params: { path: { id }, query: { limit: MOST_SHOWN } }, body: requestOf(draft) }))
        : ok(config.GET("/api/v1/projects/{id}/difference", { params: { path: { id }, query: { from: from!, limit: MOST_SHOWN } } })),
  });
  const body = () => {
    if (changes.isPending) {
      return <Loading />;
    }
    if (changes.isError) {
      return <Failed error={changes.error} retry={() => void changes.refetch()} />;
    }
    if (changes.data.items.length === 0) {
      return <Empty title={t("project.noDifference")} body={t("project.noDifferenceBody")} />;
    }
    return (
      <Table variant="compact" gridBreakPoint="grid-md" aria-label={title}>
        <Thead>
          <Tr>
            <Th width={40}>{t("stale.field")}</Th>
            <Th>{t("project.before")}</Th>
            <Th>{t("project.after")}</Th>
          </Tr>
        </Thead>
        <Tbody>
          {changes.data.items.map(({ path, table, kind, before, after }: Change) => (
            <Tr key={path + (table ? titleOf(table) : "")}>
              <Td dataLabel={t("stale.field")} modifier="breakWord">
                {path}
              </Td>
              <Td dataLabel={t("project.before")} modifier="breakWord">
                {kind === "added" ? "–" : words(before)}
              </Td>
              <Td dataLabel={t("project.after")} modifier="breakWord">
                {kind === "removed" ? "–" : words(after)}
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    );
  };
  return (
    <section aria-label={title} className="syncline-apart">
      <Title headingLevel="h2" size="lg">
        {title}
      </Title>
      {body()}
    </section>
  );
}

function words(value: unknown): string {
  if (value === null || value === undefined) {
    return "–";
  }
  if (Array.isArray(value)) {
    return value.map(words).join(", ") || "[]";
  }
  if (typeof value === "object") {
    return "schema" in value && "table" in value ? titleOf(value as unknown as TableName) : JSON.stringify(value);
  }
  return String(value as string | number | boolean);
}

interface RestoreProps {
  saved: Saved;
  revision: number;
  close: () => void;
  restored: (saved: Saved) => void;
}

function Restore({ saved, revision, close, restored }: RestoreProps) {
  const { t } = useTranslation();
  const [comment, setComment] = useState("");
  const restore = async () => {
    const next = await answered(
      config.POST("/api/v1/projects/{id}/revisions/{revision}/restore", {
        params: { path: { id: saved.data.id, revision }, header: { "If-Match": saved.etag } },
        body: { comment },
      }),
    );
    tell("success", t("project.restored", { revision, as: next.data.revision }));
    restored(next);
  };
  return (
    <Question
      title={t("project.restoreTitle", { revision })}
      body={
        <>
          <p className="syncline-below">{t("project.restoreBody")}</p>
          <FormField id="restore-comment" label={t("project.why")}>
            <TextInput id="restore-comment" value={comment} maxLength={1000} onChange={(_, text) => setComment(text)} />
          </FormField>
        </>
      }
      action={t("project.restore")}
      refused={t("project.notRestored")}
      run={restore}
      close={close}
    />
  );
}
