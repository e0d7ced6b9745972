import { Button, Checkbox, TextArea, Tooltip } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { FormField } from "../common/FormField";
import { useMay } from "../session/session";
import { parts } from "./plan";
import type { PlanEditing } from "./PlanEditor";
import { TestMail, useTestMail } from "./TestMail";

const KINDS = ["onFailure", "onRecovery", "onMissed"] as const;

/** Who is told of what. */
export function AlertsPart({ draft, change, flaws, readOnly }: PlanEditing) {
  const { t } = useTranslation();
  const maySend = useMay("admin");
  const test = useTestMail();
  const recipients = parts(draft.recipients);
  const send = (
    <Button variant="secondary" isLoading={test.isPending} isAriaDisabled={!maySend || recipients.length === 0 || flaws["recipients"] !== undefined || test.isPending} onClick={() => test.mutate(recipients)}>
      {t("plan.sendTest")}
    </Button>
  );
  return (
    <>
      <FormField id="alerts" label={t("plan.tellsOf")} group="group">
        {KINDS.map((kind) => (
          <Checkbox
            key={kind}
            id={kind}
            label={t(`plan.${kind}`)}
            description={t(`plan.${kind}Help`)}
            isChecked={draft[kind]}
            isDisabled={readOnly}
            onChange={(_, whether) => change((before) => ({ ...before, [kind]: whether }))}
          />
        ))}
      </FormField>
      <FormField id="recipients" label={t("plan.recipients")} help={t("plan.recipientsHelp")} flaw={flaws["recipients"]}>
        {(described) => (
          <TextArea
            id="recipients"
            rows={3}
            resizeOrientation="vertical"
            spellCheck={false}
            value={draft.recipients}
            placeholder="data-team@example.com"
            readOnlyVariant={readOnly ? "default" : undefined}
            validated={flaws["recipients"] ? "error" : "default"}
            {...described}
            onChange={(_, text) => change((before) => ({ ...before, recipients: text }))}
          />
        )}
      </FormField>
      <div>{maySend ? send : <Tooltip content={t("plan.adminSends")}>{send}</Tooltip>}</div>
      <TestMail test={test} />
    </>
  );
}
