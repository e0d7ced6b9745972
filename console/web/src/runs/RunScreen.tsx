import { Breadcrumb, BreadcrumbItem, Tab, Tabs, TabTitleText } from "@patternfly/react-core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";

import { withParam } from "../common/withParam";
import { lazily } from "../frame/lazily";
import { Screen } from "../frame/Screen";
import { useShortcuts } from "../frame/shortcuts";
import { Failed, Loading } from "../frame/States";
import { RunActions } from "./RunActions";
import { RunFacts } from "./RunFacts";
import { RunTables } from "./RunTables";
import { RunTotals } from "./RunTotals";
import { StateLabel } from "./StateLabel";
import { isOver } from "./state";
import { useNow, useRun } from "./useRun";

const Throughput = lazily(() => import("./Throughput").then((file) => file.Throughput));
const RunLog = lazily(() => import("./RunLog").then((file) => file.RunLog));

const TABS = ["tables", "throughput", "log"] as const;
type TabName = (typeof TABS)[number];

export function RunScreen() {
  const { id } = useParams();
  return id ? <OneRun key={id} id={id} /> : null;
}

function OneRun({ id }: { id: string }) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const seen = useRun(id);
  const { run } = seen;
  const goesOn = run !== undefined && !isOver(run.state);
  const now = useNow(goesOn);
  const search = useRef<HTMLInputElement>(null);
  const tab = TABS.find((one) => one === params.get("tab")) ?? "tables";

  const show = (next: TabName) => setParams(withParam("tab", next));

  useShortcuts([
    ...TABS.map((name, i) => ({ keys: String(i + 1), label: t("shortcuts.tab", { tab: t(`run.tabs.${name}`) }), run: () => show(name) })),
    {
      keys: "/",
      label: t("shortcuts.search"),
      run: () => {
        show("tables");
        setTimeout(() => search.current?.focus());
      },
    },
  ]);

  const above = (
    <Breadcrumb className="syncline-breadcrumb">
      <BreadcrumbItem render={({ className }) => <Link className={className} to="/runs">{t("runs.title")}</Link>} />
      {run && (
        <BreadcrumbItem render={({ className }) => <Link className={className} to={`/runs?project=${run.projectId}`}>{run.projectName}</Link>} />
      )}
      <BreadcrumbItem isActive>{t("run.short", { id: id.slice(-8) })}</BreadcrumbItem>
    </Breadcrumb>
  );

  if (!run || !seen.progress) {
    return (
      <Screen title={t("run.title")} above={above}>
        {seen.error !== undefined ? <Failed error={seen.error} retry={seen.again} /> : <Loading />}
      </Screen>
    );
  }
  return (
    <Screen title={run.projectName} beside={<StateLabel state={run.state} compact={false} />} above={above} actions={<RunActions run={run} changed={seen.again} />} below={<RunFacts run={run} />}>
      <RunTotals run={run} progress={seen.progress} rowsPerSecond={seen.rowsPerSecond} now={now} />
      <Tabs activeKey={tab} onSelect={(_, key) => show(key as TabName)} aria-label={t("run.parts")} className="syncline-apart" mountOnEnter unmountOnExit>
        <Tab eventKey="tables" title={<TabTitleText>{t("run.tabs.tables")}</TabTitleText>}>
          <RunTables run={run} tables={seen.tables} complete={seen.complete} now={now} search={search} />
        </Tab>
        <Tab eventKey="throughput" title={<TabTitleText>{t("run.tabs.throughput")}</TabTitleText>}>
          <Throughput run={run} seen={seen.samples} />
        </Tab>
        <Tab eventKey="log" title={<TabTitleText>{t("run.tabs.log")}</TabTitleText>}>
          <RunLog run={run} />
        </Tab>
      </Tabs>
    </Screen>
  );
}
