import { MenuToggle, Select, SelectList, SelectOption } from "@patternfly/react-core";
import { useState } from "react";

interface Props {
  label: string;
  chosen: string;
  options: { value: string; text: string }[];
  choose: (value: string) => void;
}

/** One of several, or none: the filter of a toolbar. */
export function Choice({ label, chosen, options, choose }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Select
      isOpen={open}
      selected={chosen}
      onOpenChange={setOpen}
      onSelect={(_, value) => {
        choose(String(value) === chosen ? "" : String(value));
        setOpen(false);
      }}
      toggle={(ref) => (
        <MenuToggle ref={ref} isExpanded={open} onClick={() => setOpen(!open)}>
          {label}
        </MenuToggle>
      )}
      isScrollable
      popperProps={{ appendTo: "inline" }}
    >
      <SelectList aria-label={label}>
        {options.map(({ value, text }) => (
          <SelectOption key={value} value={value} isSelected={value === chosen}>
            {text}
          </SelectOption>
        ))}
      </SelectList>
    </Select>
  );
}
