import { Button, Label, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import { PlusCircleIcon } from "@patternfly/react-icons";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { Question } from "../common/Question";
import { RowActions } from "../common/RowActions";
import { SearchField } from "../common/SearchField";
import { tell } from "../common/toasts";
import { useSearchText } from "../common/useSearchText";
import { type Column, VirtualTable } from "../common/VirtualTable";
import { useShortcuts } from "../frame/shortcuts";
import { Empty, Failed, Loading } from "../frame/States";
import { useSession } from "../session/session";
import { instant, shortInstant } from "../texts/format";
import { NewUser } from "./NewUser";
import { OnlyAdministrators } from "./OnlyAdministrators";
import { RoleSelect } from "./RoleSelect";
import { ShownOnce } from "./ShownOnce";
import { type Account, type Role, ROLES, roleText, useUserChanges, useUsers } from "./users";

export function Users() {
  return (
    <OnlyAdministrators>
      <AllUsers />
    </OnlyAdministrators>
  );
}

type Doing = { what: "role" | "lock" | "unlock" | "password" | "delete"; id: number };

function AllUsers() {
  const { t } = useTranslation();
  const session = useSession();
  const me = "me" in session ? session.me.name : "";
  const users = useUsers();
  const [params, setParams] = useSearchParams();
  const search = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useSearchText(params.get("search") ?? "", (text) => setParams(text ? { search: text } : {}, { replace: true }));
  const [adding, setAdding] = useState(false);
  const [doing, setDoing] = useState<Doing>();
  const [secret, setSecret] = useState<{ name: string; password: string }>();
  useShortcuts([
    { keys: "/", label: t("shortcuts.search"), run: () => search.current?.focus() },
    { keys: "n", label: t("settings.users.new"), run: () => setAdding(true) },
  ]);

  // What the user has done since, such as another password, makes what is known here old.
  const ask = (next: Doing) => {
    void users.refetch();
    setDoing(next);
  };

  const columns: Column<Account>[] = [
    {
      key: "name",
      title: t("settings.name"),
      width: 25,
      order: (one) => one.name,
      cell: (one) => (
        <span className="syncline-break">
          {one.name} {one.name === me && <span className="syncline-quiet">{t("settings.users.you")}</span>}
        </span>
      ),
    },
    { key: "role", title: t("settings.role"), order: (one) => ROLES.indexOf(one.role), cell: (one) => t(roleText(one.role)) },
    { key: "state", title: t("settings.state"), cell: (one) => <UserState user={one} /> },
    {
      key: "signedIn",
      title: t("settings.users.signedIn"),
      order: (one) => one.signedInAt ?? "",
      cell: (one) => (one.signedInAt ? <span title={instant(one.signedInAt)}>{shortInstant(one.signedInAt)}</span> : <span className="syncline-quiet">{t("settings.users.never")}</span>),
    },
    { key: "created", title: t("settings.created"), order: (one) => one.createdAt, cell: (one) => <span title={instant(one.createdAt)}>{shortInstant(one.createdAt)}</span> },
    {
      key: "actions",
      title: t("common.actions"),
      hidesTitle: true,
      cell: (one) => {
        const item = (what: Doing["what"]) => ({ title: t(`settings.users.${what}.item`), onClick: () => ask({ what, id: one.id }) });
        return <RowActions of={one.name} actions={[item("role"), item(one.enabled ? "lock" : "unlock"), item("password"), { ...item("delete"), isDanger: true }]} />;
      },
    },
  ];

  if (users.isPending) {
    return <Loading />;
  }
  if (users.isError) {
    return <Failed error={users.error} retry={() => void users.refetch()} />;
  }
  const found = users.data.filter((one) => `${one.name} ${t(roleText(one.role))}`.toLowerCase().includes(wanted.toLowerCase()));
  const chosen = doing && users.data.find(({ id }) => id === doing.id);
  return (
    <>
      <Toolbar>
        <ToolbarContent>
          <SearchField field={search} label={t("settings.users.search")} text={wanted} change={setWanted} found={found.length} />
          <ToolbarItem align={{ default: "alignEnd" }}>
            <Button icon={<PlusCircleIcon />} onClick={() => setAdding(true)}>
              {t("settings.users.new")}
            </Button>
          </ToolbarItem>
        </ToolbarContent>
      </Toolbar>
      {found.length === 0 ? (
        <Empty title={t("states.noMatch")} body={t("states.noMatchBody", { search: wanted })} actions={<Button variant="link" onClick={() => setWanted("")}>{t("states.clear")}</Button>} />
      ) : (
        <VirtualTable label={t("settings.tabs.users")} rows={found} columns={columns} rowKey={(one) => String(one.id)} />
      )}
      {adding && (
        <NewUser
          close={() => setAdding(false)}
          made={(name, password) => {
            setAdding(false);
            setWanted(name);
            setSecret({ name, password });
          }}
        />
      )}
      {doing && chosen && <UserQuestion what={doing.what} user={chosen} close={() => setDoing(undefined)} show={(password) => setSecret({ name: chosen.name, password })} />}
      {secret && (
        <ShownOnce
          title={t("settings.users.firstPassword", { name: secret.name })}
          body={t("settings.users.firstPasswordBody")}
          label={t("settings.users.firstPasswordLabel")}
          secret={secret.password}
          close={() => setSecret(undefined)}
        />
      )}
    </>
  );
}

function UserState({ user }: { user: Account }) {
  const { t } = useTranslation();
  if (!user.enabled) {
    return <Label status="danger">{t("settings.users.locked")}</Label>;
  }
  return user.mustChangePassword ? <Label status="warning">{t("settings.users.first")}</Label> : <Label status="success">{t("settings.users.active")}</Label>;
}

interface QuestionProps {
  what: Doing["what"];
  user: Account;
  close: () => void;
  show: (password: string) => void;
}

function UserQuestion({ what, user, close, show }: QuestionProps) {
  const { t } = useTranslation();
  const { edit, remove } = useUserChanges();
  const [role, setRole] = useState<Role>(user.role);
  const { name } = user;

  const run = async () => {
    switch (what) {
      case "role":
        await edit(user, { role });
        break;
      case "lock":
        await edit(user, { enabled: false });
        break;
      case "unlock":
        await edit(user, { enabled: true });
        break;
      case "password":
        show((await edit(user, { resetPassword: true })).firstPassword);
        return;
      case "delete":
        await remove(user);
        break;
    }
    tell("success", t(`settings.users.${what}.done`, { name }));
  };
  return (
    <Question
      title={t(`settings.users.${what}.title`, { name })}
      body={what === "role" ? <RoleSelect role={role} choose={setRole} /> : t(`settings.users.${what}.body`)}
      action={t(`settings.users.${what}.action`)}
      refused={t("settings.users.refused")}
      isDanger={what === "delete" || what === "lock"}
      run={run}
      close={close}
    />
  );
}
