import { Alert, Button, Form, FormGroup, TextInput } from "@patternfly/react-core";
import { useMutation } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { Problem } from "../api/problem";
import { PasswordInput } from "./PasswordInput";
import { signIn } from "./requests";

/** @param user whose session has ended; only this user can go on with it */
export function SignInForm({ user: fixed }: { user?: string }) {
  const { t } = useTranslation();
  const [user, setUser] = useState(fixed ?? "");
  const [password, setPassword] = useState("");
  const first = useRef<HTMLInputElement>(null);
  const signing = useMutation({ mutationFn: () => signIn(user, password), onError: () => setPassword("") });

  useEffect(() => first.current?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (user && password && !signing.isPending) {
      signing.mutate();
    }
  };

  return (
    <Form onSubmit={submit}>
      <div role="alert">{signing.isError && <Alert component="p" variant="danger" isInline title={refusal(signing.error, t)} />}</div>
      <FormGroup label={t("session.user")} fieldId="user" isRequired>
        <TextInput
          id="user"
          name="user"
          autoComplete="username"
          isRequired
          ref={fixed ? undefined : first}
          value={user}
          readOnlyVariant={fixed ? "default" : undefined}
          onChange={(_, value) => setUser(value)}
        />
      </FormGroup>
      <FormGroup label={t("session.password")} fieldId="password" isRequired>
        <PasswordInput id="password" autoComplete="current-password" ref={fixed ? first : undefined} value={password} onChange={setPassword} />
      </FormGroup>
      <Button type="submit" isBlock isLoading={signing.isPending} isDisabled={!user || !password}>
        {t("session.signIn")}
      </Button>
    </Form>
  );
}

function refusal(error: unknown, t: TFunction): string {
  if (error instanceof Problem) {
    if (error.is("sign-in-refused")) {
      return t("session.refused");
    }
    if (error.is("too-many-tries")) {
      return t("session.tooMany");
    }
    if (error.is("unreachable")) {
      return t("states.unreachable");
    }
    return error.detail;
  }
  return String(error);
}
