import { Alert, Button, Form, FormGroup, FormHelperText, HelperText, HelperTextItem } from "@patternfly/react-core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { flawOfPassword } from "./password";
import { PasswordInput } from "./PasswordInput";
import { changePassword } from "./requests";

export function NewPasswordForm({ done }: { done: () => void }) {
  const { t } = useTranslation();
  const [present, setPresent] = useState("");
  const [wanted, setWanted] = useState("");
  const [again, setAgain] = useState("");
  const first = useRef<HTMLInputElement>(null);
  const changing = useMutation({ mutationFn: () => changePassword(present, wanted), onSuccess: done });
  useEffect(() => first.current?.focus(), []);

  const flaw = flawOfPassword(present, wanted);
  const differs = again !== "" && again !== wanted;
  const complete = present !== "" && flaw === undefined && again === wanted;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (complete && !changing.isPending) {
      changing.mutate();
    }
  };

  return (
    <Form onSubmit={submit}>
      <div role="alert">{changing.isError && <Alert component="p" variant="danger" isInline title={changing.error.message} />}</div>
      <FormGroup label={t("password.present")} fieldId="present" isRequired>
        <PasswordInput id="present" autoComplete="current-password" ref={first} value={present} onChange={setPresent} />
      </FormGroup>
      <FormGroup label={t("password.wanted")} fieldId="wanted" isRequired>
        <PasswordInput
          id="wanted"
          autoComplete="new-password"
          value={wanted}
          onChange={setWanted}
          describedBy="wanted-help"
          invalid={wanted !== "" && flaw !== undefined}
        />
        <FormHelperText>
          <HelperText id="wanted-help" aria-live="polite">
            <HelperTextItem variant={wanted === "" ? "default" : flaw ? "error" : "success"}>{t(`password.${flaw ?? "good"}`)}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      </FormGroup>
      <FormGroup label={t("password.again")} fieldId="again" isRequired>
        <PasswordInput id="again" autoComplete="new-password" value={again} onChange={setAgain} describedBy="again-help" invalid={differs} />
        <FormHelperText>
          <HelperText id="again-help" aria-live="polite">
            {differs && <HelperTextItem variant="error">{t("password.differs")}</HelperTextItem>}
          </HelperText>
        </FormHelperText>
      </FormGroup>
      <Button type="submit" isBlock isLoading={changing.isPending} isDisabled={!complete}>
        {t("password.change")}
      </Button>
    </Form>
  );
}
