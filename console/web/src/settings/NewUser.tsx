import { TextInput } from "@patternfly/react-core";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { FormDialog } from "../common/FormDialog";
import { FormField } from "../common/FormField";
import { RoleSelect } from "./RoleSelect";
import { flawOfName } from "./userName";
import { type Role, useUserChanges } from "./users";

interface Props {
  close: () => void;
  made: (name: string, firstPassword: string) => void;
}

export function NewUser({ close, made }: Props) {
  const { t } = useTranslation();
  const { add } = useUserChanges();
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("VIEWER");
  const [asked, setAsked] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const adding = useMutation({ mutationFn: () => add(name, role), onSuccess: ({ user, firstPassword }) => made(user.name, firstPassword) });
  const flaw = flawOfName(name);
  const shown = flaw && (asked || name !== "") ? flaw : undefined;

  const submit = () => {
    setAsked(true);
    if (flaw) {
      first.current?.focus();
    } else if (!adding.isPending) {
      adding.mutate();
    }
  };

  return (
    <FormDialog
      id="new-user"
      title={t("settings.users.new")}
      description={t("settings.users.newBody")}
      action={t("settings.users.make")}
      refused={t("settings.users.notMade")}
      firstField="name"
      doing={adding}
      submit={submit}
      close={close}
    >
      <FormField id="name" label={t("settings.name")} {...(shown ? { flaw: t(`settings.users.nameFlaws.${shown}`) } : { help: t("settings.users.nameFlaws.none") })} required>
        {(described) => (
          <TextInput
            id="name"
            ref={first}
            isRequired
            autoComplete="off"
            spellCheck={false}
            value={name}
            validated={shown ? "error" : "default"}
            {...described}
            onChange={(_, value) => {
              setName(value);
              adding.reset();
            }}
          />
        )}
      </FormField>
      <RoleSelect role={role} choose={setRole} />
    </FormDialog>
  );
}
