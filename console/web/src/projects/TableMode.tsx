import { FormSelect, FormSelectOption } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { type TablePolicy, titleOf } from "./draft";
import type { TableName } from "./types";

export type Mode = "pattern" | "full" | "incremental";

interface Props {
  table: TableName;
  own: TablePolicy | undefined;
  /** Whose policy it has where it says nothing for itself. */
  pattern: string | undefined;
  readOnly: boolean;
  change: (mode: Mode) => void;
}

/** How a table is extracted, and whether that is said for it alone. */
export function TableMode({ table, own, pattern, readOnly, change }: Props) {
  const { t } = useTranslation();
  const mode: Mode = own ? (own.incremental ? "incremental" : "full") : pattern === undefined ? "full" : "pattern";
  const word = (one: Mode) => t(one === "pattern" ? "project.byPattern" : `project.${one}`);
  return (
    <>
      {readOnly ? (
        word(mode)
      ) : (
        <FormSelect className="syncline-mode" value={mode} aria-label={t("project.modeOf", { table: titleOf(table) })} onChange={(_, value) => change(value as Mode)}>
          {(["pattern", "full", "incremental"] as const)
            .filter((one) => one !== "pattern" || pattern !== undefined)
            .map((one) => (
              <FormSelectOption key={one} value={one} label={word(one)} />
            ))}
        </FormSelect>
      )}
      {mode === "pattern" && <div className="syncline-small syncline-quiet syncline-break">{pattern}</div>}
    </>
  );
}
