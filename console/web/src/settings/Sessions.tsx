import { Button, Content, Label, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { door, ok } from "../api/client";
import type { components } from "../api/generated/console";
import { Question } from "../common/Question";
import { tell } from "../common/toasts";
import { type Column, VirtualTable } from "../common/VirtualTable";
import { Failed, Loading } from "../frame/States";
import { instant, shortInstant } from "../texts/format";
import { browserOf } from "./browser";

type OwnSession = components["schemas"]["Shown"];

const SESSIONS = ["sessions"];

export function Sessions() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const sessions = useQuery({ queryKey: SESSIONS, queryFn: () => ok(door.GET("/api/v1/sessions")) });
  const [ending, setEnding] = useState<OwnSession[]>();

  const columns: Column<OwnSession>[] = [
    {
      key: "browser",
      title: t("settings.sessions.browser"),
      width: 30,
      cell: (one) => (
        <span title={one.browser} className="syncline-break">
          {browserOf(one.browser) ?? t("settings.sessions.unknown")} {one.current && <Label color="blue" isCompact>{t("settings.sessions.current")}</Label>}
        </span>
      ),
    },
    { key: "address", title: t("settings.sessions.address"), cell: (one) => one.address },
    { key: "opened", title: t("settings.sessions.opened"), order: (one) => one.openedAt, cell: (one) => <span title={instant(one.openedAt)}>{shortInstant(one.openedAt)}</span> },
    { key: "used", title: t("settings.sessions.used"), order: (one) => one.usedAt, cell: (one) => <span title={instant(one.usedAt)}>{shortInstant(one.usedAt)}</span> },
    {
      key: "actions",
      title: t("common.actions"),
      hidesTitle: true,
      cell: (one) =>
        !one.current && (
          <Button variant="link" isDanger isInline aria-label={t("settings.sessions.endNamed", { at: shortInstant(one.openedAt) })} onClick={() => setEnding([one])}>
            {t("settings.sessions.end")}
          </Button>
        ),
    },
  ];

  if (sessions.isPending) {
    return <Loading />;
  }
  if (sessions.isError) {
    return <Failed error={sessions.error} retry={() => void sessions.refetch()} />;
  }
  const others = sessions.data.filter(({ current }) => !current);
  return (
    <>
      <Content component="p">{t("settings.sessions.body")}</Content>
      {others.length > 0 && (
        <Toolbar>
          <ToolbarContent>
            <ToolbarItem align={{ default: "alignEnd" }}>
              <Button variant="secondary" isDanger onClick={() => setEnding(others)}>
                {t("settings.sessions.endOthers")}
              </Button>
            </ToolbarItem>
          </ToolbarContent>
        </Toolbar>
      )}
      <VirtualTable label={t("settings.tabs.sessions")} rows={sessions.data} columns={columns} rowKey={(one) => one.id} />
      {ending && (
        <Question
          title={t("settings.sessions.endTitle", { count: ending.length })}
          body={t("settings.sessions.endBody")}
          action={t("settings.sessions.end")}
          refused={t("settings.sessions.notEnded")}
          isDanger
          run={async () => {
            const ended = Promise.all(ending.map(({ id }) => ok(door.DELETE("/api/v1/sessions/{id}", { params: { path: { id } } }))));
            await ended.finally(() => void queries.invalidateQueries({ queryKey: SESSIONS }));
            tell("success", t("settings.sessions.ended", { count: ending.length }));
          }}
          close={() => setEnding(undefined)}
        />
      )}
    </>
  );
}
