import { Button, Label, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import { AngleLeftIcon, AngleRightIcon, CalendarAltIcon } from "@patternfly/react-icons";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";

import { scheduler } from "../api/client";
import { all } from "../api/pages";
import type { PlanCalendar } from "../api/types";
import { SearchField } from "../common/SearchField";
import { useSearchText } from "../common/useSearchText";
import { type Column, VirtualTable } from "../common/VirtualTable";
import { withParam } from "../common/withParam";
import { useShortcuts } from "../frame/shortcuts";
import { Empty, Failed, Loading } from "../frame/States";
import { dayTitle, number } from "../texts/format";
import { DayDialog } from "./DayDialog";
import { FateLabel } from "./FateLabel";
import { byDay, dayOf, fatesOf, weekOf, weeksFrom, wordOf } from "./week";

const LARGEST_PAGE = 200;
const REFRESH_MILLIS = 30_000;

/** Each plan's days: how often it was due, and what became of it. */
export function Week() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const [shown, setShown] = useState<{ plan: PlanCalendar; day: number }>();
  const day = dayOf(params.get("week"), new Date());
  const week = weekOf(day);
  const [from, to] = [week[0]!.toISOString(), week.at(-1)!.toISOString()];
  const plans = useQuery({
    queryKey: ["calendar", from],
    queryFn: () => all((cursor) => scheduler.GET("/api/v1/plans/calendar", { params: { query: { from, to, cursor, limit: LARGEST_PAGE } } })),
    refetchInterval: REFRESH_MILLIS,
    placeholderData: keepPreviousData,
  });
  const search = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useSearchText(params.get("search") ?? "", (text) => set("search", text));
  useShortcuts([{ keys: "/", label: t("shortcuts.search"), run: () => search.current?.focus() }]);
  const set = (name: string, value: string) => setParams(withParam(name, value), { replace: name === "search" });
  const goTo = (other: Date | undefined) => set("week", other ? wordOf(weekOf(other)[0]!) : "");

  const columns: Column<PlanCalendar>[] = [
    {
      key: "plan",
      title: t("calendar.plan"),
      width: 20,
      order: (plan) => plan.planName,
      cell: (plan) => (
        <>
          <Link to={`/projects/${plan.projectId}?tab=plan`}>{plan.planName}</Link>{" "}
          {!plan.enabled && <Label isCompact>{t("calendar.disabled")}</Label>}
          {plan.more && <div className="syncline-quiet syncline-small">{t("calendar.more")}</div>}
        </>
      ),
    },
    ...week.slice(0, -1).map((one, i) => ({
      key: wordOf(one),
      title: dayTitle(one),
      cell: (plan: PlanCalendar) => {
        const items = byDay(plan.items, week)[i]!;
        return items.length === 0 ? (
          <span className="syncline-quiet">–</span>
        ) : (
          <Button
            variant="link"
            isInline
            aria-label={t("calendar.times", { count: items.length, times: number(items.length), plan: plan.planName, day: dayTitle(one) })}
            onClick={() => setShown({ plan, day: i })}
          >
            {fatesOf(items).map(({ fate, times }) => (
              <FateLabel key={fate} fate={fate} times={times} />
            ))}
          </Button>
        );
      },
    })),
  ];

  const body = () => {
    if (plans.isPending) {
      return <Loading />;
    }
    if (plans.isError) {
      return <Failed error={plans.error} retry={() => void plans.refetch()} />;
    }
    if (plans.data.length === 0) {
      return <Empty icon={CalendarAltIcon} title={t("calendar.none")} body={t("calendar.noneBody")} />;
    }
    const found = plans.data.filter(({ planName }) => planName.toLowerCase().includes(wanted.toLowerCase()));
    if (found.length === 0) {
      return <Empty title={t("states.noMatch")} body={t("states.noMatchBody", { search: wanted })} />;
    }
    return <VirtualTable label={t("calendar.views.week")} rows={found} columns={columns} rowKey={(plan) => String(plan.planId)} />;
  };
  return (
    <>
      <Toolbar>
        <ToolbarContent>
          <SearchField field={search} label={t("calendar.search")} text={wanted} change={setWanted} />
          <ToolbarItem>
            <Button variant="plain" icon={<AngleLeftIcon />} aria-label={t("calendar.before")} onClick={() => goTo(weeksFrom(day, -1))} />
          </ToolbarItem>
          <ToolbarItem alignSelf="center">
            <strong>{`${dayTitle(week[0]!)} – ${dayTitle(week[6]!)}`}</strong>
          </ToolbarItem>
          <ToolbarItem>
            <Button variant="plain" icon={<AngleRightIcon />} aria-label={t("calendar.after")} onClick={() => goTo(weeksFrom(day, 1))} />
          </ToolbarItem>
          <ToolbarItem>
            <Button variant="link" onClick={() => goTo(undefined)}>
              {t("calendar.thisWeek")}
            </Button>
          </ToolbarItem>
        </ToolbarContent>
      </Toolbar>
      {body()}
      {shown && <DayDialog plan={shown.plan} day={week[shown.day]!} items={byDay(shown.plan.items, week)[shown.day]!} close={() => setShown(undefined)} />}
    </>
  );
}
