import {
  Button,
  FormGroup,
  FormHelperText,
  FormSection,
  FormSelect,
  FormSelectOption,
  Grid,
  GridItem,
  HelperText,
  HelperTextItem,
  Switch,
  TextInput,
} from "@patternfly/react-core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Connection, Field, Kind } from "../api/types";
import { PasswordInput } from "../session/PasswordInput";
import { type Draft, keeps, valueOf } from "./draft";
import { groupOf, helpOf, labelOf } from "./words";

interface Props {
  draft: Draft;
  kind: Kind;
  saved: Connection | undefined;
  flaws: Record<string, string>;
  readOnly: boolean;
  change: (field: string, value: string) => void;
}

/** The fields of a kind in their groups, as the kind describes them. */
export function ConnectionFields({ draft, kind, saved, flaws, readOnly, change }: Props) {
  const { t } = useTranslation();
  return kind.groups.map((group) => {
    const fields = kind.fields.filter((field) => field.group === group.id);
    return fields.length === 0 ? null : (
      <FormSection key={group.id} title={groupOf(group, t)} titleElement="h2">
        <Grid hasGutter>
          {fields.map((field, i) => (
            <GridItem key={field.name} sm={span(field, fields[i + 1])}>
              <OneField
                field={field}
                value={valueOf(draft, kind, field)}
                kept={keeps(draft, field, saved)}
                flaw={flaws[field.name]}
                readOnly={readOnly}
                change={(value) => change(field.name, value)}
              />
            </GridItem>
          ))}
        </Grid>
      </FormSection>
    );
  });
}

/** In twelfths: a number stands beside what it belongs to, and a secret beside whose it is. */
function span(field: Field, next: Field | undefined): 4 | 6 | 8 | 12 {
  switch (field.input) {
    case "number":
    case "choice":
      return field.name === "port" ? 4 : 6;
    case "password":
      return 6;
    case "text":
      return next?.name === "port" ? 8 : next?.input === "password" ? 6 : 12;
    case "hosts":
    case "switch":
      return 12;
  }
}

interface FieldProps {
  field: Field;
  value: string;
  /** Whether what is stored stays, which is not shown. */
  kept: boolean;
  flaw: string | undefined;
  readOnly: boolean;
  change: (value: string) => void;
}

function OneField({ field, value, kept, flaw, readOnly, change }: FieldProps) {
  const { t } = useTranslation();
  const id = field.name;
  const helpId = `${id}-help`;
  const help = <Help id={helpId} help={kept ? t("connections.secretKept") : helpOf(field, t)} flaw={flaw} />;
  const group = (input: ReactNode) => (
    <FormGroup label={labelOf(field, t)} fieldId={id} isRequired={field.required && !field.secret}>
      {input}
      {help}
    </FormGroup>
  );
  switch (field.input) {
    case "switch":
      return (
        <>
          <Switch id={id} label={labelOf(field, t)} isChecked={value === "true"} isDisabled={readOnly} aria-describedby={helpId} onChange={(_, on) => change(String(on))} />
          {help}
        </>
      );
    case "password":
      return group(
        kept ? (
          <Button id={`new-${id}`} variant="secondary" isDisabled={readOnly} aria-describedby={helpId} aria-invalid={flaw ? true : undefined} onClick={() => change("")}>
            {t("connections.newSecret")}
          </Button>
        ) : (
          <PasswordInput id={id} autoComplete="new-password" required={false} value={value} describedBy={helpId} invalid={flaw !== undefined} onChange={change} />
        ),
      );
    case "choice":
      return group(
        <FormSelect id={id} value={value} isDisabled={readOnly} validated={flaw ? "error" : "default"} aria-describedby={helpId} onChange={(_, next) => change(next)}>
          {field.words.map((word) => (
            <FormSelectOption key={word} value={word} label={word === field.standard ? t("connections.standard", { value: word }) : word} />
          ))}
        </FormSelect>,
      );
    case "text":
    case "number":
    case "hosts":
      return group(
        <TextInput
          id={id}
          name={id}
          autoComplete="off"
          spellCheck={false}
          isRequired={field.required}
          value={value}
          placeholder={field.required ? "" : (field.example ?? field.standard ?? "")}
          validated={flaw ? "error" : "default"}
          readOnlyVariant={readOnly ? "default" : undefined}
          aria-describedby={helpId}
          {...(field.input === "number" ? { inputMode: "numeric" as const } : {})}
          onChange={(_, next) => change(next)}
        />,
      );
  }
}

function Help({ id, help, flaw }: { id: string; help: string; flaw: string | undefined }) {
  if (!help && !flaw) {
    return null;
  }
  return (
    <FormHelperText>
      <HelperText id={id} aria-live="polite">
        {flaw ? <HelperTextItem variant="error">{flaw}</HelperTextItem> : <HelperTextItem>{help}</HelperTextItem>}
      </HelperText>
    </FormHelperText>
  );
}
