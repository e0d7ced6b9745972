import { useSyncExternalStore } from "react";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "syncline.theme";
const DARK = "pf-v6-theme-dark";

const systemIsDark = window.matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

function stored(): Theme {
  const value = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === value) ?? "system";
}

let chosen = stored();

function show(): void {
  document.documentElement.classList.toggle(DARK, isDark());
  document.documentElement.style.colorScheme = isDark() ? "dark" : "light";
  listeners.forEach((listener) => listener());
}

export function isDark(): boolean {
  return chosen === "dark" || (chosen === "system" && systemIsDark.matches);
}

export function prepareTheme(): void {
  systemIsDark.addEventListener("change", show);
  show();
}

export function chooseTheme(theme: Theme): void {
  chosen = theme;
  localStorage.setItem(KEY, theme);
  show();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, () => chosen);
}

export function useDark(): boolean {
  return useSyncExternalStore(subscribe, isDark);
}
