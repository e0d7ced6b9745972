import { Label, type LabelProps } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { number } from "../texts/format";
import type { Fate } from "./week";

const LOOKS: Record<Fate, Pick<LabelProps, "color" | "status">> = {
  succeeded: { status: "success" },
  failed: { status: "danger" },
  cancelled: { status: "warning" },
  going: { status: "info" },
  missed: { color: "orange" },
  over: { color: "grey" },
  due: { color: "blue" },
};

/** What became of a time, and how often where it is said. */
export function FateLabel({ fate, times }: { fate: Fate; times?: number }) {
  const { t } = useTranslation();
  return (
    <Label isCompact {...LOOKS[fate]}>
      {times === undefined ? t(`calendar.fates.${fate}`) : `${number(times)} ${t(`calendar.fates.${fate}`)}`}
    </Label>
  );
}
