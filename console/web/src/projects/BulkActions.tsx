import { Button, Dropdown, DropdownItem, DropdownList, Form, MenuToggle, Modal, ModalBody, ModalFooter, ModalHeader, Radio } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { FormField } from "../common/FormField";
import { listOf, TextField } from "../common/TextField";
import { number } from "../texts/format";
import type { TablePolicy } from "./draft";
import type { TableName } from "./types";

interface Props {
  tables: readonly TableName[];
  readOnly: boolean;
  mayRun: boolean;
  change: (step: (policy: TablePolicy) => TablePolicy) => void;
  reset: () => void;
  leaveOut: () => void;
  execute: () => void;
}

/** What can be done with many tables at once. */
export function BulkActions({ tables, readOnly, mayRun, change, reset, leaveOut, execute }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [editing, setEditing] = useState(false);
  const words = { count: tables.length, tables: number(tables.length) };
  return (
    <>
      <Dropdown
        isOpen={open}
        onOpenChange={setOpen}
        onSelect={() => setOpen(false)}
        popperProps={{ appendTo: "inline" }}
        toggle={(ref) => (
          <MenuToggle ref={ref} variant="primary" isExpanded={open} onClick={() => setOpen(!open)}>
            {t("project.withTicked", words)}
          </MenuToggle>
        )}
      >
        <DropdownList>
          {mayRun && <DropdownItem onClick={execute}>{t("project.executeTicked", words)}</DropdownItem>}
          {!readOnly && <DropdownItem onClick={() => setEditing(true)}>{t("project.editTicked", words)}</DropdownItem>}
          {!readOnly && <DropdownItem onClick={reset}>{t("project.resetTicked", words)}</DropdownItem>}
          {!readOnly && (
            <DropdownItem isDanger onClick={leaveOut}>
              {t("project.leaveOutTicked", words)}
            </DropdownItem>
          )}
        </DropdownList>
      </Dropdown>
      {editing && <BulkEdit count={tables.length} change={change} close={() => setEditing(false)} />}
    </>
  );
}

function BulkEdit({ count, change, close }: { count: number; change: Props["change"]; close: () => void }) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<"keep" | "full" | "incremental">("keep");
  const [key, setKey] = useState("");
  const [lookBack, setLookBack] = useState("");
  const [fields, setFields] = useState<"keep" | "source" | "these">("keep");
  const [keyFields, setKeyFields] = useState("");
  // Whoever names a key means incremental.
  const chooseKey = (value: string) => {
    setKey(value);
    setMode("incremental");
  };
  const missing = mode === "incremental" && listOf(key).length === 0;
  const apply = () => {
    change((policy) => ({
      ...policy,
      ...(mode === "keep" ? {} : mode === "full" ? { incremental: false, key: [], lookBack: "", confirmedTextKey: false } : { incremental: true, key: listOf(key), lookBack }),
      ...(fields === "keep" ? {} : { keyFields: fields === "source" ? null : listOf(keyFields) }),
    }));
    close();
  };
  return (
    <Modal isOpen variant="small" onClose={close} elementToFocus="#bulk-key" aria-labelledby="bulk-title" aria-describedby="bulk-body">
      <ModalHeader title={t("project.editTicked", { count, tables: number(count) })} labelId="bulk-title" />
      <ModalBody id="bulk-body">
        <Form
          id="bulk-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!missing) {
              apply();
            }
          }}
        >
          <FormField id="bulk-mode" label={t("project.mode")} group="radiogroup">
            {(["keep", "full", "incremental"] as const).map((one) => (
              <Radio key={one} id={`bulk-${one}`} name="bulk-mode" label={t(`project.bulk.${one}`)} isChecked={mode === one} onChange={() => setMode(one)} />
            ))}
          </FormField>
          {mode !== "full" && (
            <TextField id="bulk-key" label={t("project.incrementalKey")} help={t("project.bulkKeyHelp")} required={mode === "incremental"} value={key} change={chooseKey} />
          )}
          {mode === "incremental" && (
            <TextField id="bulk-look-back" label={t("project.lookBack")} help={t("project.lookBackHelp")} value={lookBack} change={setLookBack} />
          )}
          <FormField id="bulk-fields" label={t("project.keyFields")} group="radiogroup">
            {(["keep", "source", "these"] as const).map((one) => (
              <Radio key={one} id={`bulk-fields-${one}`} name="bulk-fields" label={t(`project.bulkFields.${one}`)} isChecked={fields === one} onChange={() => setFields(one)} />
            ))}
          </FormField>
          {fields === "these" && (
            <TextField id="bulk-key-fields" label={t("project.theseFields")} help={t("project.bulkKeyFieldsHelp")} value={keyFields} change={setKeyFields} />
          )}
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="bulk-form" isDisabled={missing}>
          {t("project.applyToAll", { count, tables: number(count) })}
        </Button>
        <Button variant="link" onClick={close}>
          {t("common.cancel")}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
