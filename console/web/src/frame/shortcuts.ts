import { useLayoutEffect, useRef, useSyncExternalStore } from "react";

/** A key, or two one after the other (`g r`), with what it does on the present screen. */
export interface Shortcut {
  keys: string;
  label: string;
  run: () => void;
}

const OFF = "syncline.shortcuts-off";
const SECOND_KEY_MILLIS = 1_500;

let groups: Shortcut[][] = [];
let off = localStorage.getItem(OFF) === "true";
let first = "";
let forget: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function changed(): void {
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Single keys are in the way of those who speak to their computer: they can be turned off. */
export function turnShortcuts(on: boolean): void {
  off = !on;
  localStorage.setItem(OFF, String(off));
  changed();
}

export function useShortcutsAreOn(): boolean {
  return useSyncExternalStore(subscribe, () => !off);
}

export function useShortcutGroups(): Shortcut[][] {
  return useSyncExternalStore(subscribe, () => groups);
}

/** The shortcuts of a screen, while it is shown. */
export function useShortcuts(shortcuts: Shortcut[]): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const names = shortcuts.map(({ keys, label }) => `${keys} ${label}`).join("\n");
  // Before it is painted: what is seen can be used.
  useLayoutEffect(() => {
    // What a shortcut does may change with each rendering; its name does not.
    const mine = latest.current.map(({ keys, label }, i) => ({ keys, label, run: () => latest.current[i]?.run() }));
    groups = [...groups, mine];
    changed();
    return () => {
      groups = groups.filter((group) => group !== mine);
      changed();
    };
  }, [names]);
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}

function find(keys: string): Shortcut | undefined {
  return groups.flat().findLast((shortcut) => shortcut.keys === keys);
}

export function listenForShortcuts(): void {
  document.addEventListener("keydown", (event) => {
    if (off && event.key !== "?") {
      return;
    }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("[role=dialog][aria-modal=true]")) {
      return;
    }
    const hit = find(first ? `${first} ${event.key}` : event.key) ?? find(event.key);
    clearTimeout(forget);
    first = "";
    if (hit) {
      event.preventDefault();
      hit.run();
    } else if (groups.flat().some(({ keys }) => keys.startsWith(`${event.key} `))) {
      first = event.key;
      forget = setTimeout(() => (first = ""), SECOND_KEY_MILLIS);
    }
  });
}
