import { Button, Label, Toolbar, ToolbarContent, Tooltip } from "@patternfly/react-core";
import { DatabaseIcon, PlusCircleIcon } from "@patternfly/react-icons";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate, useSearchParams } from "react-router";

import type { Connection } from "../api/types";
import { ManagedBy } from "../common/ManagedBy";
import { RowActions } from "../common/RowActions";
import { SearchField } from "../common/SearchField";
import { useSearchText } from "../common/useSearchText";
import { type Column, VirtualTable } from "../common/VirtualTable";
import { Screen } from "../frame/Screen";
import { useShortcuts } from "../frame/shortcuts";
import { Empty, Failed, Loading } from "../frame/States";
import { useMay } from "../session/session";
import { DeleteConnection } from "./DeleteConnection";
import { LastTest } from "./LastTest";
import { kindOf, useConnections, useKinds, useProjects } from "./queries";
import { numberOfUsers, usersOf } from "./usage";

/** What the screen before tells this one. */
export interface Came {
  /** The connection that was just saved: it is shown in its place, and marked. */
  saved: number;
}

export function ConnectionList() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayEdit = useMay("editor");
  const mayDelete = useMay("admin");
  const connections = useConnections();
  const kinds = useKinds();
  const projects = useProjects();
  const [params, setParams] = useSearchParams();
  const { state } = useLocation();
  const saved = (state as Came | null)?.saved;
  const [deleting, setDeleting] = useState<Connection>();
  const search = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useSearchText(params.get("search") ?? "", (text) => setParams(text ? { search: text } : {}, { replace: true }));

  const add = () => void navigate("/connections/new");
  useShortcuts([
    { keys: "/", label: t("shortcuts.search"), run: () => search.current?.focus() },
    ...(mayEdit ? [{ keys: "n", label: t("connections.new"), run: add }] : []),
  ]);

  const found = useMemo(() => {
    const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
    return (connections.data ?? []).filter((one) => {
      const text = `${one.name} ${one.kind} ${kindOf(kinds.data, one.kind)?.title ?? ""} ${one.host} ${one.database ?? ""} ${one.user}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  }, [connections.data, kinds.data, wanted]);

  const columns: Column<Connection>[] = [
    {
      key: "name",
      title: t("connections.name"),
      width: 25,
      order: (one) => one.name,
      cell: (one) => (
        <>
          <Link to={`/connections/${one.id}`}>{one.name}</Link>
          <ManagedBy who={one.managedBy} />
        </>
      ),
    },
    { key: "kind", title: t("connections.kind"), order: (one) => one.kind, cell: (one) => kindOf(kinds.data, one.kind)?.title ?? one.kind },
    { key: "host", title: t("connections.host"), width: 20 as const, order: (one) => one.host, cell: (one) => <span className="syncline-break">{address(one)}</span> },
    {
      key: "write",
      title: t("connections.allowWrite"),
      order: (one) => Number(one.allowWriteOperations),
      cell: (one) => <Label color={one.allowWriteOperations ? "green" : "grey"}>{t(one.allowWriteOperations ? "connections.writes" : "connections.readsOnly")}</Label>,
    },
    {
      key: "used",
      title: t("connections.usedBy"),
      order: (one) => numberOfUsers(one, projects.data),
      cell: (one) => <UsedBy number={numberOfUsers(one, projects.data)} names={usersOf(one, projects.data).map(({ name }) => name)} />,
    },
    { key: "test", title: t("connections.lastTest"), cell: (one) => <LastTest connection={one} /> },
    ...(mayEdit
      ? [
          {
            key: "actions",
            title: t("common.actions"),
            hidesTitle: true,
            cell: (one: Connection) => (
              <RowActions
                of={one.name}
                actions={[
                  { title: t("common.edit"), onClick: () => void navigate(`/connections/${one.id}`) },
                  { title: t("common.delete"), onClick: () => setDeleting(one), isAriaDisabled: !mayDelete, ...(mayDelete ? {} : { tooltipProps: { content: t("connections.adminDeletes") } }) },
                ]}
              />
            ),
          },
        ]
      : []),
  ];

  const newButton = mayEdit && (
    <Button icon={<PlusCircleIcon />} onClick={add}>
      {t("connections.new")}
    </Button>
  );

  const body = () => {
    if (connections.isPending) {
      return <Loading />;
    }
    if (connections.isError) {
      return <Failed error={connections.error} retry={() => void connections.refetch()} />;
    }
    if (connections.data.length === 0) {
      return <Empty icon={DatabaseIcon} title={t("connections.none")} body={t(mayEdit ? "connections.noneBody" : "connections.noneViewer")} actions={newButton} />;
    }
    return (
      <>
        <Toolbar>
          <ToolbarContent>
            <SearchField field={search} label={t("connections.search")} text={wanted} change={setWanted} found={found.length} />
          </ToolbarContent>
        </Toolbar>
        {found.length === 0 ? (
          <Empty title={t("states.noMatch")} body={t("states.noMatchBody", { search: wanted })} actions={<Button variant="link" onClick={() => setWanted("")}>{t("states.clear")}</Button>} />
        ) : (
          <VirtualTable label={t("connections.title")} rows={found} columns={columns} rowKey={(one) => String(one.id)} chosen={(one) => one.id === saved} shown={saved?.toString()} choose={(one) => void navigate(`/connections/${one.id}`)} />
        )}
      </>
    );
  };

  return (
    <Screen title={t("connections.title")} actions={connections.data?.length ? newButton : undefined}>
      {body()}
      {deleting && <DeleteConnection connection={deleting} users={usersOf(deleting, projects.data)} close={() => setDeleting(undefined)} />}
    </Screen>
  );
}

function address({ host, port, database }: Connection): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}${database ? `/${database}` : ""}`;
}

function UsedBy({ number, names }: { number: number; names: string[] }) {
  const { t } = useTranslation();
  if (number === 0) {
    return <span className="syncline-quiet">{t("connections.unused")}</span>;
  }
  return (
    <Tooltip content={names.slice(0, 20).join(", ")}>
      <Button variant="link" isInline component="span" tabIndex={0}>
        {t("connections.projects", { count: number })}
      </Button>
    </Tooltip>
  );
}
