import { Form, TextInput } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { Connection, Kind } from "../api/types";
import { Chooser, type Option } from "../common/Chooser";
import { FormField } from "../common/FormField";
import { kindOf } from "../connections/queries";
import { withSource } from "./draft";
import type { Editing } from "./editing";

interface Props extends Editing {
  connections: readonly Connection[];
  kinds: Kind[];
}

/** Its name, where it reads from and what it writes to. */
export function SourceAndTargets({ draft, change, flaws, readOnly, connections, kinds }: Props) {
  const { t } = useTranslation();
  const describe = (one: Connection) => `${kindOf(kinds, one.kind)?.title ?? one.kind} · ${one.host}${one.database ? `/${one.database}` : ""}`;
  const option = (one: Connection, unusable: string | undefined): Option => ({ value: String(one.id), text: one.name, description: describe(one), ...(unusable ? { unusable } : {}) });
  // What can be chosen stands first.
  const ordered = (options: Option[]) => options.toSorted((a, b) => Number(a.unusable !== undefined) - Number(b.unusable !== undefined) || a.text.localeCompare(b.text));
  const sources = ordered(connections.map((one) => option(one, kindOf(kinds, one.kind)?.source ? undefined : t("project.notASource", { kind: kindOf(kinds, one.kind)?.title ?? one.kind }))));
  const targets = ordered(connections.map((one) => option(one, one.allowWriteOperations ? undefined : t("project.notWritable"))));
  const toggle = (value: string) =>
    change((before) => {
      const id = Number(value);
      return { ...before, targets: before.targets.includes(id) ? before.targets.filter((one) => one !== id) : [...before.targets, id] };
    });

  return (
    <Form isWidthLimited maxWidth="46rem" noValidate onSubmit={(event) => event.preventDefault()}>
      <FormField id="project-name" label={t("project.name")} flaw={flaws["name"]} required>
        {(described) => (
          <TextInput
            id="project-name"
            isRequired
            autoComplete="off"
            spellCheck={false}
            value={draft.name}
            readOnlyVariant={readOnly ? "default" : undefined}
            validated={flaws["name"] ? "error" : "default"}
            {...described}
            onChange={(_, name) => change((before) => ({ ...before, name }))}
          />
        )}
      </FormField>
      <FormField id="project-source" label={t("project.source")} help={t(draft.id === undefined ? "project.sourceHelp" : "project.otherSourceHelp")} flaw={flaws["sourceConnectionId"]} required>
        {(described) => (
          <Chooser
            id="project-source"
            label={t("project.source")}
            options={sources}
            chosen={draft.source === undefined ? [] : [String(draft.source)]}
            toggle={(value) => change((before) => withSource(before, Number(value)))}
            readOnly={readOnly}
            invalid={flaws["sourceConnectionId"] !== undefined}
            describedBy={described["aria-describedby"]}
            placeholder={t("project.chooseConnection")}
          />
        )}
      </FormField>
      <FormField
        id="project-targets"
        label={t("project.targets")}
        help={
          <>
            {t("project.targetsHelp")} <Link to="/connections">{t("connections.title")}</Link>
          </>
        }
        flaw={flaws["targetConnectionIds"]}
        required
      >
        {(described) => (
          <Chooser
            id="project-targets"
            label={t("project.targets")}
            options={targets}
            chosen={draft.targets.map(String)}
            toggle={toggle}
            several
            readOnly={readOnly}
            invalid={flaws["targetConnectionIds"] !== undefined}
            describedBy={described["aria-describedby"]}
            placeholder={t("project.chooseTargets")}
          />
        )}
      </FormField>
    </Form>
  );
}
