import { useEffect, useRef } from "react";

/** Puts the focus somewhere when what had it has gone with a change: whoever hears the page, and does not see it, would be nowhere. */
export function useKeptFocus(changing: unknown, place: () => HTMLElement | null): void {
  const before = useRef(changing);
  useEffect(() => {
    if (before.current !== changing) {
      before.current = changing;
      if (document.activeElement === null || document.activeElement === document.body) {
        place()?.focus();
      }
    }
  });
}
