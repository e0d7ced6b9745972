import { FormSelect, FormSelectOption, Label } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useTranslation } from "react-i18next";

import { NEW_TABLES, type NewTables, schemasOf } from "../projects/draft";
import type { Editing } from "../projects/editing";
import { number } from "../texts/format";

const MOST_SHOWN = 500;

/** The schema level: its one word outranks the connection's. */
export function SchemaLevel({ draft, change, readOnly }: Editing) {
  const { t } = useTranslation();
  const set = (schema: string, newTables: NewTables) =>
    change((before) => {
      const { [schema]: _, ...others } = before.schemas;
      return { ...before, schemas: newTables === "inherit" ? others : { ...others, [schema]: newTables } };
    });
  const schemas = schemasOf(draft);
  if (schemas.length === 0) {
    return <p className="syncline-quiet">{t("policy.noSchemas")}</p>;
  }
  return (
    <Table variant="compact" gridBreakPoint="grid-md" aria-label={t("policy.schemaLevel")}>
      <Thead>
        <Tr>
          <Th width={25}>{t("policy.schema")}</Th>
          <Th modifier="wrap">{t("policy.tables")}</Th>
          <Th width={35}>{t("policy.newTables")}</Th>
          <Th>{t("policy.comesOfIt")}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {schemas.slice(0, MOST_SHOWN).map((schema) => {
          const own = draft.schemas[schema] ?? "inherit";
          const ignored = own === "inherit" ? draft.policy.ignoreNewTables : own === "ignore";
          return (
            <Tr key={schema}>
              <Td dataLabel={t("policy.schema")} modifier="breakWord">
                {schema}
              </Td>
              <Td dataLabel={t("policy.tables")}>{number(draft.tables.filter((table) => table.schema === schema).length)}</Td>
              <Td dataLabel={t("policy.newTables")}>
                <FormSelect value={own} isDisabled={readOnly} aria-label={t("policy.newTablesOf", { schema })} onChange={(_, value) => set(schema, value as NewTables)}>
                  {NEW_TABLES.map((one) => (
                    <FormSelectOption key={one} value={one} label={t(`policy.newTablesModes.${one}`)} />
                  ))}
                </FormSelect>
              </Td>
              <Td dataLabel={t("policy.comesOfIt")}>
                <Label isCompact color={ignored ? "grey" : "green"}>
                  {t(ignored ? "policy.areIgnored" : "policy.areCopied")}
                </Label>{" "}
                <span className="syncline-quiet">{t(own === "inherit" ? "policy.fromConnection" : "policy.fromSchema")}</span>
              </Td>
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
}
