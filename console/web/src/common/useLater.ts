import { useEffect, useState } from "react";

/** What it was a moment ago: whoever types is not followed letter by letter. */
export function useLater<T>(value: T, millis: number): T {
  const [late, setLate] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLate(value), millis);
    return () => clearTimeout(timer);
  }, [value, millis]);
  return late;
}
