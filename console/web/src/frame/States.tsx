import { Alert, Bullseye, Button, Content, EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter, Spinner } from "@patternfly/react-core";
import type { ComponentType, ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Problem } from "../api/problem";

export function Loading() {
  const { t } = useTranslation();
  return (
    <Bullseye className="syncline-roomy">
      <Spinner aria-label={t("states.loading")} />
    </Bullseye>
  );
}

interface EmptyProps {
  title: string;
  body: ReactNode;
  icon?: ComponentType;
  actions?: ReactNode;
}

/** Nothing is there yet, with what to do next. */
export function Empty({ title, body, icon, actions }: EmptyProps) {
  return (
    <EmptyState titleText={title} headingLevel="h2" {...(icon ? { icon } : {})}>
      <EmptyStateBody>{body}</EmptyStateBody>
      {actions && (
        <EmptyStateFooter>
          <EmptyStateActions>{actions}</EmptyStateActions>
        </EmptyStateFooter>
      )}
    </EmptyState>
  );
}

function useWords(error: unknown): { title: string; body: string } {
  const { t } = useTranslation();
  if (!(error instanceof Problem)) {
    return { title: t("states.broken"), body: String(error) };
  }
  if (error.is("unreachable")) {
    return { title: t("states.unreachable"), body: t("states.unreachableBody") };
  }
  if (error.service) {
    return { title: t("states.away", { service: error.service }), body: t("states.awayBody") };
  }
  if (error.is("forbidden")) {
    return { title: t("states.forbidden"), body: error.detail };
  }
  return { title: error.title, body: error.detail };
}

/** In place of a screen that cannot be shown. */
export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const { title, body } = useWords(error);
  return (
    <EmptyState titleText={title} headingLevel="h2" status={error instanceof Problem && error.is("forbidden") ? "warning" : "danger"}>
      <EmptyStateBody>{body}</EmptyStateBody>
      {retry && (
        <EmptyStateFooter>
          <EmptyStateActions>
            <Button onClick={retry}>{t("states.retry")}</Button>
          </EmptyStateActions>
        </EmptyStateFooter>
      )}
    </EmptyState>
  );
}

/** What went wrong with something that was asked for, above or beside it. */
export function ProblemAlert({ error, title }: { error: unknown; title: string }) {
  const words = useWords(error);
  return (
    <Alert component="p" variant="danger" isInline title={title} role="alert" className="syncline-apart">
      <Content component="p">{words.title === title ? "" : words.title}</Content>
      {words.body !== words.title && <Content component="p">{words.body}</Content>}
    </Alert>
  );
}

/** In place of what only another loading of the page can show. */
export function LoadAgain({ title, body, heading }: { title: string; body: string; heading: "h1" | "h2" }) {
  const { t } = useTranslation();
  return (
    <EmptyState titleText={title} headingLevel={heading} status="warning" role="alert">
      <EmptyStateBody>{body}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button onClick={() => window.location.reload()}>{t("states.reload")}</Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}
