import { Button, Content, Label, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import { KeyIcon, PlusCircleIcon } from "@patternfly/react-icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { door, ok } from "../api/client";
import type { components } from "../api/generated/console";
import { Question } from "../common/Question";
import { tell } from "../common/toasts";
import { type Column, VirtualTable } from "../common/VirtualTable";
import { useShortcuts } from "../frame/shortcuts";
import { Empty, Failed, Loading } from "../frame/States";
import { instant, shortInstant } from "../texts/format";
import { NewToken } from "./NewToken";
import { ShownOnce } from "./ShownOnce";
import { roleText } from "./users";

type Token = components["schemas"]["Token"];

const TOKENS = ["tokens"];
const SOON_MILLIS = 7 * 24 * 3_600_000;

export function Tokens() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tokens = useQuery({ queryKey: TOKENS, queryFn: () => ok(door.GET("/api/v1/tokens")) });
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<{ name: string; token: string }>();
  const [revoking, setRevoking] = useState<Token>();
  const readAgain = () => void queries.invalidateQueries({ queryKey: TOKENS });
  useShortcuts([{ keys: "n", label: t("settings.tokens.new"), run: () => setAdding(true) }]);

  const columns: Column<Token>[] = [
    { key: "name", title: t("settings.name"), width: 30, order: (one) => one.name, cell: (one) => <span className="syncline-break">{one.name}</span> },
    { key: "role", title: t("settings.role"), cell: (one) => t(roleText(one.role)) },
    { key: "created", title: t("settings.created"), order: (one) => one.createdAt, cell: (one) => <span title={instant(one.createdAt)}>{shortInstant(one.createdAt)}</span> },
    { key: "expires", title: t("settings.tokens.expires"), order: (one) => one.expiresAt, cell: (one) => <Expiry at={one.expiresAt} /> },
    {
      key: "used",
      title: t("settings.tokens.used"),
      order: (one) => one.lastUsedAt ?? "",
      cell: (one) => (one.lastUsedAt ? <span title={instant(one.lastUsedAt)}>{shortInstant(one.lastUsedAt)}</span> : <span className="syncline-quiet">{t("settings.users.never")}</span>),
    },
    {
      key: "actions",
      title: t("common.actions"),
      hidesTitle: true,
      cell: (one) => (
        <Button variant="link" isDanger isInline aria-label={t("settings.tokens.revokeNamed", { name: one.name })} onClick={() => setRevoking(one)}>
          {t("settings.tokens.revoke")}
        </Button>
      ),
    },
  ];

  if (tokens.isPending) {
    return <Loading />;
  }
  if (tokens.isError) {
    return <Failed error={tokens.error} retry={() => void tokens.refetch()} />;
  }
  const newButton = (
    <Button icon={<PlusCircleIcon />} onClick={() => setAdding(true)}>
      {t("settings.tokens.new")}
    </Button>
  );
  return (
    <>
      {tokens.data.length === 0 ? (
        <Empty icon={KeyIcon} title={t("settings.tokens.none")} body={t("settings.tokens.body")} actions={newButton} />
      ) : (
        <>
          <Content component="p">{t("settings.tokens.body")}</Content>
          <Toolbar>
            <ToolbarContent>
              <ToolbarItem align={{ default: "alignEnd" }}>{newButton}</ToolbarItem>
            </ToolbarContent>
          </Toolbar>
          <VirtualTable label={t("settings.tabs.tokens")} rows={tokens.data} columns={columns} rowKey={(one) => String(one.id)} />
        </>
      )}
      {adding && (
        <NewToken
          close={() => setAdding(false)}
          made={({ known, token }) => {
            readAgain();
            setAdding(false);
            setSecret({ name: known.name, token });
          }}
        />
      )}
      {secret && (
        <ShownOnce
          title={t("settings.tokens.made", { name: secret.name })}
          body={t("settings.tokens.madeBody")}
          label={t("settings.tokens.label")}
          secret={secret.token}
          close={() => setSecret(undefined)}
        />
      )}
      {revoking && (
        <Question
          title={t("settings.tokens.revokeTitle", { name: revoking.name })}
          body={t("settings.tokens.revokeBody")}
          action={t("settings.tokens.revoke")}
          refused={t("settings.tokens.notRevoked")}
          isDanger
          run={async () => {
            await ok(door.DELETE("/api/v1/tokens/{id}", { params: { path: { id: revoking.id } } })).finally(readAgain);
            tell("success", t("settings.tokens.revoked", { name: revoking.name }));
          }}
          close={() => setRevoking(undefined)}
        />
      )}
    </>
  );
}

function Expiry({ at }: { at: string }) {
  const { t } = useTranslation();
  const left = Date.parse(at) - Date.now();
  if (left <= 0) {
    return <Label status="danger">{t("settings.tokens.expired")}</Label>;
  }
  const shown = <span title={instant(at)}>{shortInstant(at)}</span>;
  return left < SOON_MILLIS ? <Label status="warning">{shown}</Label> : shown;
}
