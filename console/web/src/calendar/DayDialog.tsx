import { Modal, ModalBody, ModalHeader } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { CalendarItem, PlanCalendar } from "../api/types";
import { type Column, VirtualTable } from "../common/VirtualTable";
import { dayTitle, instant, timeOfDay } from "../texts/format";
import { FateLabel } from "./FateLabel";
import { fateOf } from "./week";

interface Props {
  plan: PlanCalendar;
  day: Date;
  items: CalendarItem[];
  close: () => void;
}

/** The times of one day, one by one. */
export function DayDialog({ plan, day, items, close }: Props) {
  const { t } = useTranslation();
  const columns: Column<CalendarItem>[] = [
    { key: "time", title: t("calendar.time"), numeric: true, cell: ({ dueAt }) => <span title={instant(dueAt)}>{timeOfDay(dueAt)}</span> },
    { key: "fate", title: t("calendar.fate"), cell: (item) => (item.runId ? <Link to={`/runs/${item.runId}`}><FateLabel fate={fateOf(item)} /></Link> : <FateLabel fate={fateOf(item)} />) },
    { key: "reason", title: t("calendar.reason"), width: 50, cell: ({ reason }) => reason ?? "" },
  ];
  return (
    <Modal isOpen onClose={close} variant="medium" aria-labelledby="calendar-day" aria-describedby="calendar-times">
      <ModalHeader title={t("calendar.dayOf", { plan: plan.planName, day: dayTitle(day) })} labelId="calendar-day" />
      <ModalBody id="calendar-times">
        <VirtualTable label={t("calendar.dayOf", { plan: plan.planName, day: dayTitle(day) })} rows={items} columns={columns} rowKey={({ dueAt }) => dueAt} />
      </ModalBody>
    </Modal>
  );
}
