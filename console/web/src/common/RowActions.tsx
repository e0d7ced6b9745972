import { Dropdown, DropdownItem, type DropdownItemProps, DropdownList, MenuToggle } from "@patternfly/react-core";
import { EllipsisVIcon } from "@patternfly/react-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface Action extends Pick<DropdownItemProps, "isAriaDisabled" | "isDanger" | "tooltipProps"> {
  title: string;
  onClick: () => void;
}

/** What can be done with a row. PatternFly's own menu of a row has a name in English only, opens behind its first item, and is cut off where the table scrolls. */
export function RowActions({ of: name, actions }: { of: string; actions: Action[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Dropdown
      isOpen={open}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      shouldFocusFirstItemOnOpen
      shouldFocusToggleOnSelect
      popperProps={{ position: "right", appendTo: () => document.querySelector("main") ?? document.body }}
      toggle={(ref) => (
        <MenuToggle ref={ref} isExpanded={open} variant="plain" size="sm" aria-label={t("common.actionsOf", { name })} icon={<EllipsisVIcon />} onClick={() => setOpen(!open)} />
      )}
    >
      <DropdownList>
        {actions.map(({ title, ...rest }) => (
          <DropdownItem key={title} {...rest}>
            {title}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}
