import { Label } from "@patternfly/react-core";
import i18next from "i18next";
import { useTranslation } from "react-i18next";

import { lookOf } from "./state";

export function StateLabel({ state, compact = true }: { state: string; compact?: boolean }) {
  useTranslation();
  const { color, status } = lookOf(state);
  return (
    <Label isCompact={compact} {...(status ? { status } : { color })}>
      {wordOf(state)}
    </Label>
  );
}

export function wordOf(state: string): string {
  const key = `states.of.${state}`;
  return i18next.exists(key) ? i18next.t(key as "states.of.RUNNING") : state;
}
