import { Form, FormSection, Grid, GridItem } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import type { Editing } from "../projects/editing";
import { useNames } from "../projects/queries";
import { NamesTable } from "./NamesTable";
import { NamingFields } from "./NamingFields";
import { PolicyFields } from "./PolicyFields";
import { SchemaLevel } from "./SchemaLevel";
import { TableLevel } from "./TableLevel";

interface Props extends Editing {
  /** Opens what one table says for itself; left out where there is no such place. */
  openTable?: (table: { schema: string; table: string }) => void;
}

/** Policies on their three levels, with what comes of the names beside them. */
export function PolicyForm({ openTable, ...editing }: Props) {
  const { t } = useTranslation();
  const names = useNames(editing.draft);
  const flaws = { ...names.data?.problems, ...editing.flaws };
  const all = { ...editing, flaws };
  return (
    <Form noValidate onSubmit={(event) => event.preventDefault()}>
      <FormSection title={t("policy.connectionLevel")} titleElement="h2">
        <p className="syncline-quiet">{t("policy.connectionLevelHelp")}</p>
        <Grid hasGutter>
          <GridItem lg={6} className="syncline-form">
            <NamingFields {...all} />
          </GridItem>
          <GridItem lg={6}>
            <NamesTable draft={editing.draft} names={names} />
          </GridItem>
        </Grid>
        <PolicyFields {...all} />
      </FormSection>
      <FormSection title={t("policy.schemaLevel")} titleElement="h2">
        <p className="syncline-quiet">{t("policy.schemaLevelHelp")}</p>
        <SchemaLevel {...all} />
      </FormSection>
      <FormSection title={t("policy.tableLevel")} titleElement="h2">
        <p className="syncline-quiet">{t("policy.tableLevelHelp")}</p>
        <TableLevel draft={editing.draft} openTable={openTable} />
      </FormSection>
    </Form>
  );
}
