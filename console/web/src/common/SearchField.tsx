import { SearchInput, ToolbarItem } from "@patternfly/react-core";
import type { RefObject } from "react";

interface Props {
  /** What it searches, in words: its name and its placeholder. */
  label: string;
  text: string;
  change: (text: string) => void;
  /** How many there are; left out where that is not told. */
  found?: number | undefined;
  field: RefObject<HTMLInputElement | null>;
}

/** The field of a toolbar in which a list is searched. */
export function SearchField({ label, text, change, found, field }: Props) {
  return (
    <ToolbarItem className="syncline-search">
      <SearchInput
        ref={field}
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(_, value) => change(value)}
        onClear={() => change("")}
        resultsCount={text && found !== undefined ? String(found) : undefined}
      />
    </ToolbarItem>
  );
}
