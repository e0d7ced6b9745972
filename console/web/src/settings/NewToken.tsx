import { FormSelect, FormSelectOption, TextInput } from "@patternfly/react-core";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { door, ok } from "../api/client";
import type { components } from "../api/generated/console";
import { FormDialog } from "../common/FormDialog";
import { FormField } from "../common/FormField";
import { useSession } from "../session/session";
import { shortInstant } from "../texts/format";
import { RoleSelect } from "./RoleSelect";
import { type Role, ROLES } from "./users";

const LONGEST = 100;
const DAYS = [7, 30, 90, 180, 366];
const DAY_MILLIS = 24 * 3_600_000;

interface Props {
  close: () => void;
  made: (made: components["schemas"]["MadeToken"]) => void;
}

export function NewToken({ close, made }: Props) {
  const { t } = useTranslation();
  const session = useSession();
  const mine = ROLES.findIndex((role) => "me" in session && role.toLowerCase() === session.me.role);
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("VIEWER");
  const [days, setDays] = useState(90);
  const [asked, setAsked] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const making = useMutation({ mutationFn: () => ok(door.POST("/api/v1/tokens", { body: { name: name.trim(), role, days } })), onSuccess: made });
  const flaw = name.trim() === "" ? "missing" : name.trim().length > LONGEST ? "tooLong" : undefined;
  const shown = flaw && (asked || name !== "") ? flaw : undefined;

  const submit = () => {
    setAsked(true);
    if (flaw) {
      first.current?.focus();
    } else if (!making.isPending) {
      making.mutate();
    }
  };

  return (
    <FormDialog
      id="new-token"
      title={t("settings.tokens.new")}
      description={t("settings.tokens.newBody")}
      action={t("settings.tokens.make")}
      refused={t("settings.tokens.notMade")}
      firstField="name"
      doing={making}
      submit={submit}
      close={close}
    >
      <FormField id="name" label={t("settings.name")} {...(shown ? { flaw: t(`flaws.${shown}`, { most: LONGEST }) } : { help: t("settings.tokens.nameHelp") })} required>
        {(described) => (
          <TextInput
            id="name"
            ref={first}
            isRequired
            autoComplete="off"
            value={name}
            validated={shown ? "error" : "default"}
            {...described}
            onChange={(_, value) => {
              setName(value);
              making.reset();
            }}
          />
        )}
      </FormField>
      <RoleSelect role={role} choose={setRole} roles={ROLES.slice(0, mine + 1)} />
      <FormField id="days" label={t("settings.tokens.expires")} help={t("settings.tokens.until", { at: shortInstant(new Date(Date.now() + days * DAY_MILLIS).toISOString()) })}>
        {(described) => (
          <FormSelect id="days" value={days} {...described} onChange={(_, next) => setDays(Number(next))}>
            {DAYS.map((one) => (
              <FormSelectOption key={one} value={one} label={t("settings.tokens.days", { count: one })} />
            ))}
          </FormSelect>
        )}
      </FormField>
    </FormDialog>
  );
}
