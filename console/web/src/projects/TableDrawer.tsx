import { DrawerActions, DrawerCloseButton, DrawerHead, DrawerPanelBody, DrawerPanelContent, Tab, Tabs, TabTitleText, Title } from "@patternfly/react-core";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Connection, Kind } from "../api/types";
import { useLater } from "../common/useLater";
import { Failed, Loading } from "../frame/States";
import { keyOf, policyOf, titleOf, withoutPolicies, withPolicy } from "./draft";
import type { Editing } from "./editing";
import { ofTable } from "./findings";
import { policyByPattern } from "./patterns";
import { usePreview } from "./queries";
import { TablePolicyForm } from "./TablePolicyForm";
import { TablePreviewDetails } from "./TablePreviewDetails";
import { TableRuns } from "./TableRuns";
import type { TableName } from "./types";

interface Props extends Editing {
  table: TableName;
  projectId: number;
  kinds: Kind[];
  connections: Connection[];
  nameOf: (connectionId: number) => string;
  close: () => void;
}

const PARTS = ["policy", "preview", "runs"] as const;
type Part = (typeof PARTS)[number];

/** What one table says for itself, what a run would do with it, and what runs have done. */
export function TableDrawer({ table, draft, change, flaws, readOnly, projectId, kinds, connections, nameOf, close }: Props) {
  const { t } = useTranslation();
  const [part, setPart] = useState<Part>("policy");
  const title = useRef<HTMLSpanElement>(null);
  useEffect(() => title.current?.focus(), []);
  const pattern = useMemo(() => policyByPattern(draft.patternPolicies)(table)?.pattern, [draft.patternPolicies, table]);
  const targets = connections.filter(({ id }) => draft.targets.includes(id)).map(({ kind }) => kind);

  return (
    <DrawerPanelContent widths={{ default: "width_100", lg: "width_50" }} aria-labelledby="table-title" onKeyDown={(event) => event.key === "Escape" && close()}>
      <DrawerHead>
        <span ref={title} tabIndex={-1}>
          <Title headingLevel="h2" size="lg" id="table-title" className="syncline-break">
            {titleOf(table)}
          </Title>
        </span>
        <DrawerActions>
          <DrawerCloseButton onClick={close} aria-label={t("run.closeDetails")} />
        </DrawerActions>
      </DrawerHead>
      <DrawerPanelBody>
        <Tabs activeKey={part} onSelect={(_, key) => setPart(key as Part)} aria-label={t("project.partsOfTable")} isSubtab mountOnEnter unmountOnExit>
          {PARTS.map((one) => (
            <Tab key={one} eventKey={one} title={<TabTitleText>{t(`project.tableTabs.${one}`)}</TabTitleText>}>
              <div className="syncline-apart">
                {one === "policy" && (
                  <TablePolicyForm
                    table={table}
                    source={draft.source}
                    policy={policyOf(draft, table)}
                    isOwn={draft.policies[keyOf(table)] !== undefined}
                    pattern={pattern}
                    reset={() => change((before) => withoutPolicies(before, [table]))}
                    change={(policy) => change((before) => withPolicy(before, table, policy))}
                    flaws={ofTable(flaws, table)}
                    readOnly={readOnly}
                    kinds={kinds.filter(({ kind }) => targets.includes(kind))}
                    fullMode={draft.policy.fullMode}
                  />
                )}
                {one === "preview" && <OneTable table={table} draft={draft} nameOf={nameOf} />}
                {one === "runs" && <TableRuns projectId={projectId} table={table} />}
              </div>
            </Tab>
          ))}
        </Tabs>
      </DrawerPanelBody>
    </DrawerPanelContent>
  );
}

const TYPING_MILLIS = 600;

function OneTable({ table, draft, nameOf }: { table: TableName; draft: Editing["draft"]; nameOf: (connectionId: number) => string }) {
  const later = useLater(draft, TYPING_MILLIS);
  const alone = useMemo(() => {
    const key = keyOf(table);
    return { ...later, tables: [table], selection: [], policies: later.policies[key] ? { [key]: later.policies[key] } : {} };
  }, [later, table]);
  const preview = usePreview(alone);
  if (preview.isPending) {
    return <Loading />;
  }
  if (preview.isError) {
    return <Failed error={preview.error} retry={() => void preview.refetch()} />;
  }
  const one = preview.data.pages[0]?.tables[0];
  return one ? <TablePreviewDetails preview={one} nameOf={nameOf} heading="h3" /> : null;
}
