import { FormSelect, FormSelectOption, TextArea, TextInput } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Kind } from "../api/types";
import { FormField } from "../common/FormField";
import { ColumnOrder } from "./ColumnOrder";
import type { Properties } from "./draft";
import type { Column, TableProperty } from "./types";

interface Props {
  kind: Kind;
  columns: readonly Column[];
  values: Properties;
  flaws: Readonly<Record<string, string>>;
  readOnly: boolean;
  change: (values: Properties) => void;
}

/** How the table is made in one kind of target, drawn from what that kind says of itself. */
export function PropertyFields({ kind, columns, values, flaws, readOnly, change }: Props) {
  const { t } = useTranslation();
  const general = flaws[`properties.${kind.kind}`] ?? flaws["properties"];
  const set = (name: string, value: readonly string[]) => {
    const { [name]: _, ...others } = values;
    change(value.length === 0 ? others : { ...others, [name]: value });
  };
  return (
    <>
      <p className="syncline-quiet">{t("project.propertiesHelp")}</p>
      {general && <p className="syncline-bad">{general}</p>}
      {kind.tableProperties.map((property) => (
        <PropertyField
          key={property.name}
          id={`${kind.kind}-${property.name}`}
          property={property}
          columns={columns}
          value={values[property.name] ?? []}
          flaw={flaws[`properties.${kind.kind}.${property.name}`]}
          readOnly={readOnly}
          change={(value) => set(property.name, value)}
        />
      ))}
    </>
  );
}

interface FieldProps {
  id: string;
  property: TableProperty;
  columns: readonly Column[];
  value: readonly string[];
  flaw: string | undefined;
  readOnly: boolean;
  change: (value: readonly string[]) => void;
}

function PropertyField({ id, property, columns, value, flaw, readOnly, change }: FieldProps) {
  const { t } = useTranslation();
  const { label, help, words, type } = property;
  const standard = property.standard as string | null;
  const example = property.example as string | null;
  const more = [help, standard && t("project.whereNotSet", { standard }), example && t("project.suchAs", { example })].filter(Boolean).join(" · ");

  if (type === "COLUMNS") {
    return <ColumnOrder id={id} label={label} help={more} flaw={flaw} columns={columns} chosen={value} readOnly={readOnly} change={change} />;
  }
  return (
    <FormField id={id} label={label} help={more} flaw={flaw}>
      {(described) => {
        if (type === "WORD") {
          return (
            <FormSelect id={id} value={value[0] ?? ""} isDisabled={readOnly} validated={flaw ? "error" : "default"} {...described} onChange={(_, word) => change(word ? [word] : [])}>
              <FormSelectOption value="" label={standard ? t("project.standard", { standard }) : t("project.notSet")} />
              {words.map((word) => (
                <FormSelectOption key={word} value={word} label={word} />
              ))}
            </FormSelect>
          );
        }
        if (type === "SETTINGS") {
          return <Lines id={id} value={value} readOnly={readOnly} flaw={flaw} placeholder={example ?? ""} described={described} change={change} />;
        }
        return (
          <TextInput
            id={id}
            autoComplete="off"
            spellCheck={false}
            value={value[0] ?? ""}
            placeholder={example ?? ""}
            readOnlyVariant={readOnly ? "default" : undefined}
            validated={flaw ? "error" : "default"}
            {...(type === "NUMBER" ? { inputMode: "numeric" as const } : {})}
            {...described}
            onChange={(_, text) => change(text === "" ? [] : [text])}
          />
        );
      }}
    </FormField>
  );
}

interface LinesProps {
  id: string;
  value: readonly string[];
  readOnly: boolean;
  flaw: string | undefined;
  placeholder: string;
  described: { "aria-describedby"?: string };
  change: (value: readonly string[]) => void;
}

/** One in each line; what is typed stays as it is, empty lines too. */
function Lines({ id, value, readOnly, flaw, placeholder, described, change }: LinesProps) {
  const [typed, setTyped] = useState(value.join("\n"));
  const meant = (text: string) => text.split("\n").map((line) => line.trim()).filter(Boolean);
  const shown = meant(typed).join("\n") === value.join("\n") ? typed : value.join("\n");
  return (
    <TextArea
      id={id}
      rows={3}
      resizeOrientation="vertical"
      spellCheck={false}
      value={shown}
      placeholder={placeholder}
      readOnlyVariant={readOnly ? "default" : undefined}
      validated={flaw ? "error" : "default"}
      {...described}
      onChange={(_, text) => {
        setTyped(text);
        change(meant(text));
      }}
    />
  );
}
