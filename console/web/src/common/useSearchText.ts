import { useEffect, useRef, useState } from "react";

/**
 * What stands in a search field and, as soon as the router has come to it, in the address. The router may take its time with each letter: a field that
 * showed the address would lose those that were typed meanwhile.
 */
export function useSearchText(inAddress: string, toAddress: (text: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(inAddress);
  const typed = useRef<string>(undefined);

  useEffect(() => {
    if (typed.current === undefined) {
      setText(inAddress);
    } else if (typed.current === inAddress) {
      typed.current = undefined;
    }
  }, [inAddress]);

  return [
    text,
    (next) => {
      typed.current = next === inAddress ? undefined : next;
      setText(next);
      toAddress(next);
    },
  ];
}
