import { ActionGroup, Alert, Button, Form, FormSection, Stack, StackItem, Tooltip } from "@patternfly/react-core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";

import { answered, config, ok } from "../api/client";
import { Problem } from "../api/problem";
import type { Connection, Kind } from "../api/types";
import { ManagedByFiles } from "../common/ManagedBy";
import { tell } from "../common/toasts";
import { useShortcuts } from "../frame/shortcuts";
import { ProblemAlert } from "../frame/States";
import { Unsaved } from "../frame/Unsaved";
import { useMay } from "../session/session";
import { ConnectionFields } from "./ConnectionFields";
import { DeleteConnection } from "./DeleteConnection";
import { byField, differences, type Draft, draftOf, emptyDraft, flawsOf, keepsSecret, mayWrite, requestOf } from "./draft";
import type { Came } from "./ConnectionList";
import { KindCards } from "./KindCards";
import { CONNECTIONS, kindOf, readConnection, useProjects } from "./queries";
import { number } from "../texts/format";
import { StaleConnection } from "./StaleConnection";
import { TrialResult } from "./TrialResult";
import { testsEdits, usersOf } from "./usage";

interface Saved {
  data: Connection;
  etag: string;
}

export function ConnectionEditor({ kinds, saved: first }: { kinds: Kind[]; saved: Saved | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const mayEdit = useMay("editor");
  const mayDelete = useMay("admin");
  const projects = useProjects();
  const [params, setParams] = useSearchParams();
  const [saved, setSaved] = useState(first);
  const [draft, setDraft] = useState<Draft | undefined>(() => {
    const kind = kindOf(kinds, first?.data.kind ?? params.get("kind") ?? undefined);
    return kind && (first ? draftOf(first.data) : emptyDraft(kind));
  });
  const [edited, setEdited] = useState(false);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<Record<string, string>>({});
  const [theirs, setTheirs] = useState<Saved>();
  const [deleting, setDeleting] = useState(false);
  const leaves = useRef(false);
  const form = useRef<HTMLDivElement>(null);

  const kind = kindOf(kinds, draft?.kind);
  // What a service says of others is shown above the form.
  const fieldNames = kind?.fields.map(({ name }) => name) ?? [];
  const flaws = draft && kind ? flawsOf(draft, kind, saved?.data) : {};

  const trying = useMutation({
    mutationFn: () => {
      const params = saved && { path: { id: saved.data.id } };
      if (params && !edited) {
        return ok(config.POST("/api/v1/connections/{id}/test", { params }));
      }
      // With the stored secret, as long as it does not lead elsewhere.
      return params && keepsSecret(draft!, kind!, saved.data) && testsEdits(saved.data)
        ? ok(config.POST("/api/v1/connections/{id}/test", { params, body: requestOf(draft!, kind!, saved?.data) } as never))
        : ok(config.POST("/api/v1/connections/test", { body: requestOf(draft!, kind!, saved?.data) }));
    },
    onMutate: () => setRefused({}),
    onError: showRefusal,
    onSettled: () => void queries.invalidateQueries({ queryKey: CONNECTIONS, exact: true }),
  });

  const saving = useMutation({
    mutationFn: (etag: string | undefined) =>
      saved
        ? answered(
            config.PUT("/api/v1/connections/{id}", {
              params: { path: { id: saved.data.id }, header: { "If-Match": etag ?? saved.etag } },
              body: requestOf(draft!, kind!, saved?.data),
            }),
          )
        : answered(config.POST("/api/v1/connections", { body: requestOf(draft!, kind!, undefined) })),
    onMutate: () => setRefused({}),
    onError: async (error) => {
      if (saved && error instanceof Problem && error.is("stale")) {
        setTheirs(await readConnection(saved.data.id));
      } else {
        showRefusal(error);
      }
    },
    onSuccess: ({ data }) => {
      setTheirs(undefined);
      tell("success", t(saved ? "connections.saved" : "connections.made", { name: data.name }));
      void queries.invalidateQueries({ queryKey: CONNECTIONS, exact: true });
      leaves.current = true;
      void navigate("/connections", { state: { saved: data.id } satisfies Came });
    },
  });

  function showRefusal(error: unknown): void {
    if (error instanceof Problem) {
      const found = byField(error.findings);
      setRefused(error.is("name-taken") ? { ...found, name: error.detail } : found);
    }
  }

  const change = (field: string, value: string) => {
    setDraft((before) => before && { ...before, entered: { ...before.entered, [field]: value } });
    setEdited(true);
    setTouched((before) => new Set([...before, field]));
    setRefused(({ [field]: _, ...rest }) => rest);
    trying.reset();
  };

  const chooseKind = (next: Kind) => {
    setDraft((before) => (before ? { ...before, kind: next.kind } : emptyDraft(next)));
    setParams({ kind: next.kind }, { replace: true });
    setRefused({});
    trying.reset();
    saving.reset();
  };

  /** Shows all flaws, and goes to the first of them. */
  const complete = () => {
    setTouched(new Set(fieldNames));
    if (Object.keys(flaws).length > 0) {
      setTimeout(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
      return false;
    }
    return draft !== undefined;
  };
  const save = () => complete() && !saving.isPending && saving.mutate(undefined);
  const tryIt = () => complete() && !trying.isPending && trying.mutate();

  useShortcuts([{ keys: "e", label: t("connections.try"), run: () => void tryIt() }]);

  const shown: Record<string, string> = {
    ...Object.fromEntries(Object.entries(flaws).flatMap(([field, flaw]) => (touched.has(field) ? [[field, t(`flaws.${flaw.flaw}`, { least: flaw.least, most: number(flaw.most ?? 0) })]] : []))),
    ...refused,
  };
  const problem = saving.error ?? trying.error;
  const atFields = problem instanceof Problem && (problem.findings.length > 0 ? problem.findings.every(({ field }) => fieldNames.includes(field)) : problem.is("name-taken", "stale"));
  const problemShownAbove = problem !== null && !atFields;

  return (
    <div ref={form}>
      <Form
        isWidthLimited
        maxWidth="46rem"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          save();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            save();
          }
        }}
      >
        {!saved && (
          <FormSection title={t("connections.chooseKind")} titleElement="h2">
            <KindCards kinds={kinds} chosen={kind} choose={chooseKind} />
          </FormSection>
        )}
        {draft && kind && (
          <ConnectionFields draft={draft} kind={kind} saved={saved?.data} flaws={shown} readOnly={!mayEdit} change={change} />
        )}
        {draft && kind && (
          <Stack hasGutter>
            <StackItem>
              {mayEdit && saved && <ManagedByFiles who={saved.data.managedBy} />}
              <div role="status" aria-live="polite">
                {trying.isPending && <Alert component="p" variant="info" isInline isPlain title={t("trial.pending", { host: draft.entered["host"] })} />}
                {trying.data && <TrialResult trial={trying.data} writable={mayWrite(draft, kind)} />}
              </div>
              {problemShownAbove && <ProblemAlert title={t(saving.error ? "connections.notSaved" : "trial.impossible")} error={problem} />}
            </StackItem>
            <StackItem>
              {/* None is disabled while it works, or the keyboard's focus would be lost. */}
              <ActionGroup>
                {mayEdit && (
                  <Button type="submit" isLoading={saving.isPending}>
                    {t("common.save")}
                  </Button>
                )}
                <Button variant="secondary" isLoading={trying.isPending} onClick={() => void tryIt()}>
                  {t("connections.try")}
                </Button>
                <Button variant="link" onClick={() => void navigate("/connections")}>
                  {t("common.cancel")}
                </Button>
                {saved && mayDelete && (
                  <Button variant="link" isDanger onClick={() => setDeleting(true)}>
                    {t("common.delete")}
                  </Button>
                )}
                {saved && mayEdit && !mayDelete && (
                  <Tooltip content={t("connections.adminDeletes")}>
                    <Button variant="link" isDanger isAriaDisabled>
                      {t("common.delete")}
                    </Button>
                  </Tooltip>
                )}
              </ActionGroup>
            </StackItem>
          </Stack>
        )}
      </Form>
      {theirs && draft && kind && (
        <StaleConnection
          name={theirs.data.name}
          changedAt={theirs.data.changedAt}
          differences={differences(draft, draftOf(theirs.data), { mine: kind, theirs: kindOf(kinds, theirs.data.kind) ?? kind })}
          fields={kind.fields}
          saveMine={() => {
            setSaved(theirs);
            saving.mutate(theirs.etag);
            setTheirs(undefined);
          }}
          takeTheirs={() => {
            setSaved(theirs);
            setDraft(draftOf(theirs.data));
            setEdited(false);
            setTheirs(undefined);
            saving.reset();
          }}
          goOn={() => setTheirs(undefined)}
        />
      )}
      {deleting && saved && (
        <DeleteConnection
          connection={saved.data}
          users={usersOf(saved.data, projects.data)}
          close={() => setDeleting(false)}
          deleted={() => {
            leaves.current = true;
            void navigate("/connections");
          }}
        />
      )}
      <Unsaved edited={edited} leaves={leaves} />
    </div>
  );
}
