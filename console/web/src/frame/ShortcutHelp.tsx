import { DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm, Modal, ModalBody, ModalHeader, Switch } from "@patternfly/react-core";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";

import { turnShortcuts, useShortcutGroups, useShortcutsAreOn } from "./shortcuts";

export function ShortcutHelp({ open, close }: { open: boolean; close: () => void }) {
  const { t } = useTranslation();
  const on = useShortcutsAreOn();
  const shortcuts = useShortcutGroups().flat();
  return (
    <Modal isOpen={open} onClose={close} variant="small" aria-labelledby="shortcuts-title" aria-describedby="shortcuts-body">
      <ModalHeader title={t("shortcuts.title")} labelId="shortcuts-title" />
      <ModalBody id="shortcuts-body">
        <DescriptionList isHorizontal isCompact horizontalTermWidthModifier={{ default: "9ch" }}>
          {shortcuts.map(({ keys, label }) => (
            <DescriptionListGroup key={keys}>
              <DescriptionListTerm>
                {keys.split(" ").map((key, i) => (
                  <Fragment key={key + i}>
                    {i > 0 && " "}
                    <kbd>{key}</kbd>
                  </Fragment>
                ))}
              </DescriptionListTerm>
              <DescriptionListDescription>{label}</DescriptionListDescription>
            </DescriptionListGroup>
          ))}
        </DescriptionList>
        <Switch className="syncline-apart" label={t("shortcuts.on")} isChecked={on} onChange={(_, checked) => turnShortcuts(checked)} />
      </ModalBody>
    </Modal>
  );
}
