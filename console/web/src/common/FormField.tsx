import { FormGroup, FormHelperText, HelperText, HelperTextItem } from "@patternfly/react-core";
import type { ReactNode } from "react";

interface Props {
  id: string;
  label: string;
  help?: ReactNode;
  flaw?: string | undefined;
  required?: boolean;
  /** Of several controls, which are named by the label together. */
  group?: "group" | "radiogroup";
  children: ReactNode | ((described: { "aria-describedby"?: string }) => ReactNode);
}

/** A control with its label, its help, and what is wrong with it. */
export function FormField({ id, label, help, flaw, required = false, group, children }: Props) {
  const helpId = `${id}-help`;
  return (
    <FormGroup label={label} fieldId={id} isRequired={required} {...(group ? { role: group, isStack: true } : {})}>
      {typeof children === "function" ? children(help || flaw ? { "aria-describedby": helpId } : {}) : children}
      {(help || flaw) && (
        <FormHelperText>
          <HelperText id={helpId} aria-live="polite">
            {flaw && <HelperTextItem variant="error">{flaw}</HelperTextItem>}
            {help && <HelperTextItem>{help}</HelperTextItem>}
          </HelperText>
        </FormHelperText>
      )}
    </FormGroup>
  );
}
