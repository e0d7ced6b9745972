import { Form, FormSection, Grid, GridItem } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import type { Editing } from "../projects/editing";
import { useNames } from "../projects/queries";
import { useResolved } from "../projects/useResolved";
import { NamesTable } from "./NamesTable";
import { NamingFields } from "./NamingFields";
import { PatternLevel } from "./PatternLevel";
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
  const resolved = useResolved(editing.draft);
  const names = useNames(resolved);
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
            <NamesTable draft={resolved} names={names} />
          </GridItem>
        </Grid>
        <PolicyFields {...all} />
      </FormSection>
      <FormSection title={t("policy.schemaLevel")} titleElement="h2">
        <p className="syncline-quiet">{t("policy.schemaLevelHelp")}</p>
        <SchemaLevel {...all} draft={resolved} />
      </FormSection>
      <FormSection title={t("policy.tableLevel")} titleElement="h2">
        <p className="syncline-quiet">{t("policy.tableLevelHelp")}</p>
        <TableLevel draft={resolved} openTable={openTable} />
      </FormSection>
      <FormSection title={t("policy.patternLevel")} titleElement="h2">
        <p className="syncline-quiet">{t("policy.patternLevelHelp")}</p>
        <PatternLevel {...all} draft={resolved} />
      </FormSection>
    </Form>
  );
}
