import { Button, Toolbar, ToolbarContent, ToolbarFilter } from "@patternfly/react-core";
import { BellIcon } from "@patternfly/react-icons";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";

import { Choice } from "../common/Choice";
import { useUntilFound } from "../common/useUntilFound";
import { type Column, VirtualTable } from "../common/VirtualTable";
import { withParam } from "../common/withParam";
import { useProjects } from "../connections/queries";
import { Empty, Failed, Loading } from "../frame/States";
import { instant, shortInstant } from "../texts/format";
import { AlertDetails } from "./AlertDetails";
import { type Alert, type AlertFilter, CHANNELS, KINDS, STATES, useAlerts } from "./queries";
import { AlertKind, Deliveries } from "./states";

export function AlertList() {
  const { t } = useTranslation();
  const projects = useProjects();
  const [params, setParams] = useSearchParams();
  const set = (name: string, value: string) => setParams(withParam(name, value));
  const clear = () => setParams({});
  const word = (name: string) => params.get(name)?.toUpperCase();
  const kind = KINDS.find((one) => one === word("kind"));
  const state = STATES.find((one) => one === word("state"));
  const channel = CHANNELS.find((one) => one === word("channel"));
  const project = params.get("project") ?? "";
  const filter: AlertFilter = { ...(kind && { kind }), ...(state && { state }), ...(channel && { channel }), ...(/^\d+$/.test(project) && { project: Number(project) }) };
  const alerts = useAlerts(filter);
  const rows = alerts.data?.pages.flatMap(({ items }) => items) ?? [];
  const opened = rows.find(({ id }) => String(id) === params.get("alert"));
  useUntilFound(alerts, params.get("alert"), opened !== undefined);
  const filtered = Object.keys(filter).length > 0;
  const open = (one: Alert) => set("alert", String(one.id));

  const columns: Column<Alert>[] = [
    { key: "at", title: t("alerts.at"), width: 15, cell: (one) => <span title={instant(one.at)}>{shortInstant(one.at)}</span> },
    { key: "kind", title: t("alerts.kind"), width: 10, cell: (one) => <AlertKind kind={one.kind} /> },
    {
      key: "subject",
      title: t("alerts.subject"),
      width: 35,
      cell: (one) => (
        <Button variant="link" isInline className="syncline-break" onClick={() => open(one)}>
          {one.subject}
        </Button>
      ),
    },
    { key: "project", title: t("runs.project"), width: 20, cell: (one) => one.projectName && <Link to={`/runs?project=${one.projectId}`}>{one.projectName}</Link> },
    { key: "deliveries", title: t("alerts.deliveries"), cell: (one) => <Deliveries alert={one} /> },
  ];

  const list = () => {
    if (alerts.isPending) {
      return <Loading />;
    }
    if (alerts.isError) {
      return <Failed error={alerts.error} retry={() => void alerts.refetch()} />;
    }
    return rows.length === 0 ? (
      <Empty
        icon={BellIcon}
        title={t(filtered ? "states.noMatch" : "alerts.none")}
        body={t(filtered ? "alerts.noMatchBody" : "alerts.noneBody")}
        actions={
          <Button variant="link" onClick={() => (filtered ? clear() : setParams({ tab: "settings" }))}>
            {t(filtered ? "states.clear" : "alerts.tabs.settings")}
          </Button>
        }
      />
    ) : (
      <>
        <VirtualTable label={t("alerts.title")} rows={rows} columns={columns} rowKey={(one) => String(one.id)} chosen={(one) => one === opened} choose={open} />
        {alerts.hasNextPage && (
          <Button variant="link" isLoading={alerts.isFetchingNextPage} onClick={() => void alerts.fetchNextPage()} className="syncline-apart">
            {t("alerts.older")}
          </Button>
        )}
      </>
    );
  };

  const projectName = projects.data?.find(({ id }) => String(id) === project)?.name ?? project;
  return (
    <>
      <Toolbar clearAllFilters={clear} clearFiltersButtonText={t("states.clear")}>
        <ToolbarContent>
          <ToolbarFilter labels={state ? [t(`alerts.states.${state}`)] : []} deleteLabel={() => set("state", "")} categoryName={t("alerts.state")}>
            <Choice label={t("alerts.state")} chosen={state ?? ""} options={STATES.map((value) => ({ value, text: t(`alerts.states.${value}`) }))} choose={(value) => set("state", value)} />
          </ToolbarFilter>
          <ToolbarFilter labels={kind ? [t(`alerts.kinds.${kind}`)] : []} deleteLabel={() => set("kind", "")} categoryName={t("alerts.kind")}>
            <Choice label={t("alerts.kind")} chosen={kind ?? ""} options={KINDS.map((value) => ({ value, text: t(`alerts.kinds.${value}`) }))} choose={(value) => set("kind", value)} />
          </ToolbarFilter>
          <ToolbarFilter labels={channel ? [t(`alerts.channels.${channel}`)] : []} deleteLabel={() => set("channel", "")} categoryName={t("alerts.channel")}>
            <Choice label={t("alerts.channel")} chosen={channel ?? ""} options={CHANNELS.map((value) => ({ value, text: t(`alerts.channels.${value}`) }))} choose={(value) => set("channel", value)} />
          </ToolbarFilter>
          <ToolbarFilter labels={project ? [projectName] : []} deleteLabel={() => set("project", "")} categoryName={t("runs.project")}>
            <Choice label={t("runs.project")} chosen={project} options={(projects.data ?? []).map(({ id, name }) => ({ value: String(id), text: name }))} choose={(value) => set("project", value)} />
          </ToolbarFilter>
        </ToolbarContent>
      </Toolbar>
      {list()}
      {opened && <AlertDetails alert={opened} close={() => set("alert", "")} />}
    </>
  );
}
