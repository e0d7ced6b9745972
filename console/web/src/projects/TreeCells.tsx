import { Button, Checkbox } from "@patternfly/react-core";
import { AngleDownIcon, AngleRightIcon } from "@patternfly/react-icons";
import { useTranslation } from "react-i18next";

interface SchemaProps {
  schema: string;
  open: boolean;
  toggle: () => void;
  words: string;
}

/** A schema in a tree, with what is said of its tables. */
export function SchemaCell({ schema, open, toggle, words }: SchemaProps) {
  const { t } = useTranslation();
  return (
    <span className="syncline-tree">
      <Button variant="plain" size="sm" hasNoPadding icon={open ? <AngleDownIcon /> : <AngleRightIcon />} aria-expanded={open} aria-label={t("project.tablesOf", { schema })} onClick={toggle} />
      <strong className="syncline-break">{schema}</strong> <span className="syncline-quiet">{words}</span>
    </span>
  );
}

interface TickProps {
  id: string;
  label: string;
  state: "all" | "some" | "none";
  disabled?: boolean;
  change: (ticked: boolean) => void;
}

export function Tick({ id, label, state, disabled = false, change }: TickProps) {
  return <Checkbox id={id} aria-label={label} isChecked={state === "some" ? null : state === "all"} isDisabled={disabled} onChange={(_, ticked) => change(ticked)} />;
}
