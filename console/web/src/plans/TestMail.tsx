import { Alert } from "@patternfly/react-core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { send } from "../api/door";
import { Problem, problemOf } from "../api/problem";
import { ProblemAlert } from "../frame/States";

interface Delivery {
  recipient: string;
  state: "PENDING" | "SENT" | "SHOWN_IN_LOG" | "COLLECTED" | "GIVEN_UP";
  lastError: string | null;
}

interface Sent {
  id: number;
  deliveries: Delivery[];
}

const LOOK_MILLIS = 2_000;

async function asked<T>(path: string, body?: unknown): Promise<T> {
  const response = await send(
    new Request(new URL(path, window.location.origin), body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  );
  if (!response.ok) {
    throw await problemOf(response);
  }
  return (await response.json()) as T;
}

/** A mail to see whether one arrives. */
export function useTestMail() {
  return useMutation<Sent, Problem, string[]>({ mutationFn: (recipients) => asked<Sent>("/api/v1/alerts/test", { recipients }) });
}

/** How far the mail has come, and what the mail server has said. */
export function TestMail({ test }: { test: ReturnType<typeof useTestMail> }) {
  const { t } = useTranslation();
  const id = test.data?.id;
  const look = useQuery({
    queryKey: ["test-mail", id],
    enabled: id !== undefined,
    queryFn: async () => (await asked<{ items: Sent[] }>("/api/v1/alerts?kind=TEST&limit=20")).items.find((one) => one.id === id) ?? null,
    refetchInterval: (query) => (query.state.data?.deliveries.every(({ state }) => state !== "PENDING") ? false : LOOK_MILLIS),
  });
  if (test.isError) {
    return <ProblemAlert title={t("plan.testNotSent")} error={test.error} />;
  }
  const deliveries = look.data?.deliveries ?? test.data?.deliveries ?? [];
  return (
    <div role="status">
      {deliveries.map(({ recipient, state, lastError }) => (
        <Alert
          key={recipient}
          component="p"
          isInline
          isPlain
          variant={state === "SENT" ? "success" : state === "GIVEN_UP" || lastError ? "danger" : "info"}
          title={t(`plan.testStates.${state}`, { recipient })}
        >
          {lastError}
        </Alert>
      ))}
    </div>
  );
}
