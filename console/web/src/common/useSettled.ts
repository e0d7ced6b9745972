import { useEffect, useState } from "react";

const MILLIS = 300;

/** What something has become once it has not changed for a moment: a service is not asked for each letter. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), MILLIS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
