import { TextInput } from "@patternfly/react-core";

import { FormField } from "./FormField";

interface Props {
  id: string;
  label: string;
  help?: string;
  flaw?: string | undefined;
  required?: boolean;
  value: string;
  change: (value: string) => void;
}

/** A line of text that is no prose: names and numbers. */
export function TextField({ id, label, help, flaw, required = false, value, change }: Props) {
  return (
    <FormField id={id} label={label} help={help} flaw={flaw} required={required}>
      {(described) => (
        <TextInput id={id} value={value} spellCheck={false} autoComplete="off" validated={flaw ? "error" : "default"} {...described} onChange={(_, next) => change(next)} />
      )}
    </FormField>
  );
}

/** Names that stand between commas. */
export function listOf(text: string): string[] {
  return text
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
}
