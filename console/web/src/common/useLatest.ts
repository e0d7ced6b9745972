import { type RefObject, useLayoutEffect, useRef } from "react";

/** What is made with each rendering, for those who last longer than one. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
