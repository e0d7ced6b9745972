import { Button, Checkbox, FormGroup, TextArea } from "@patternfly/react-core";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { FormDialog } from "../common/FormDialog";
import { FormField } from "../common/FormField";
import { addressesOf, wrongAddresses } from "./addresses";
import { type Alert, useAlertActions, useAlertSettings } from "./queries";

interface Props {
  close: () => void;
  sent: (alert: Alert) => void;
}

/** Sends a test to people and systems, to see whether alerts arrive. */
export function TestAlert({ close, sent }: Props) {
  const { t } = useTranslation();
  const settings = useAlertSettings();
  const { test } = useAlertActions();
  const [text, setText] = useState("");
  const [webhooks, setWebhooks] = useState<string[]>([]);
  const [asked, setAsked] = useState(false);
  const first = useRef<HTMLTextAreaElement>(null);

  const addresses = addressesOf(text);
  const wrong = wrongAddresses(addresses);
  const nobody = addresses.length === 0 && webhooks.length === 0;
  const flaw = wrong.length > 0 ? t("alerts.test.wrong", { addresses: wrong.join(", ") }) : nobody && asked ? t("alerts.test.nobody") : undefined;
  const sending = useMutation({ mutationFn: () => test(addresses, webhooks), onSuccess: sent });
  const standard = settings.data?.recipients ?? [];

  const submit = () => {
    setAsked(true);
    if (wrong.length > 0 || nobody) {
      first.current?.focus();
    } else if (!sending.isPending) {
      sending.mutate();
    }
  };

  return (
    <FormDialog
      id="test-alert"
      title={t("alerts.test.title")}
      description={t("alerts.test.body")}
      action={t("alerts.test.send")}
      refused={t("alerts.test.refused")}
      firstField="recipients"
      doing={sending}
      submit={submit}
      close={close}
    >
      <FormField id="recipients" label={t("alerts.settings.recipients")} {...(flaw ? { flaw } : { help: t("alerts.test.help") })}>
        {(described) => (
          <TextArea
            id="recipients"
            ref={first}
            rows={2}
            resizeOrientation="vertical"
            spellCheck={false}
            value={text}
            validated={flaw ? "error" : "default"}
            {...described}
            onChange={(_, value) => {
              setText(value);
              sending.reset();
            }}
          />
        )}
      </FormField>
      {standard.length > 0 && (
        <FormGroup>
          <Button variant="link" isInline onClick={() => setText(standard.join(", "))}>
            {t("alerts.test.standard", { count: standard.length })}
          </Button>
        </FormGroup>
      )}
      {settings.data && settings.data.webhooks.length > 0 && (
        <FormGroup label={t("alerts.settings.webhooks")} role="group" fieldId="webhooks" isStack>
          {settings.data.webhooks.map((name) => (
            <Checkbox
              key={name}
              id={`webhook-${name}`}
              label={name}
              isChecked={webhooks.includes(name)}
              onChange={(_, on) => setWebhooks((before) => (on ? [...before, name] : before.filter((one) => one !== name)))}
            />
          ))}
        </FormGroup>
      )}
    </FormDialog>
  );
}
