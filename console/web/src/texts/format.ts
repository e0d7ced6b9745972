import i18next from "i18next";

/** Of the chosen language the kind that the browser asks for: dates of en-GB are not those of en-US. */
function language(): string {
  const chosen = i18next.language || "en";
  const asked = typeof navigator === "undefined" ? [] : navigator.languages;
  return asked.find((tag) => tag.startsWith(chosen)) ?? chosen;
}

/** `1,234,567` */
export function number(value: number): string {
  return new Intl.NumberFormat(language(), { maximumFractionDigits: 0 }).format(value);
}

const UNITS = ["B", "kB", "MB", "GB", "TB", "PB"];

/** `12.3 MB` */
export function bytes(value: number): string {
  let unit = 0;
  let amount = value;
  while (amount >= 1_000 && unit < UNITS.length - 1) {
    amount /= 1_000;
    unit++;
  }
  const digits = unit === 0 || amount >= 100 ? 0 : 1;
  return `${new Intl.NumberFormat(language(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(amount)} ${UNITS[unit]}`;
}

/** In the browser's zone, with its name. */
export function instant(value: string | null | undefined): string {
  return value
    ? new Intl.DateTimeFormat(language(), {
        year: "numeric",
        month: "short",
        day: "numeric",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
        timeZoneName: "short",
      }).format(new Date(value))
    : "";
}

/** For lists, where the day and the minute are enough, and the year only where it is another. */
export function shortInstant(value: string | null | undefined, now = new Date()): string {
  if (!value) {
    return "";
  }
  const at = new Date(value);
  const year = at.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  return new Intl.DateTimeFormat(language(), { day: "numeric", month: "short", ...year, hour: "2-digit", minute: "2-digit" }).format(at);
}

/** `0.8 s`, `42 s`, `3 min 5 s`, `2 h 14 min`, `3 d 4 h` */
export function duration(millis: number): string {
  const seconds = Math.max(0, millis) / 1_000;
  if (seconds < 10) {
    return `${new Intl.NumberFormat(language(), { maximumFractionDigits: 1 }).format(seconds)} s`;
  }
  const whole = Math.round(seconds);
  const parts: [number, string][] = [
    [Math.floor(whole / 86_400), "d"],
    [Math.floor(whole / 3_600) % 24, "h"],
    [Math.floor(whole / 60) % 60, "min"],
    [whole % 60, "s"],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(" ");
}

/** Milliseconds of a duration as services write it: `PT10M`, `PT72H`, or seconds. */
export function millisOf(value: string | number): number {
  if (typeof value === "number") {
    return value * 1_000;
  }
  const [, days, hours, minutes, seconds] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(value) ?? [];
  return 1_000 * (86_400 * Number(days ?? 0) + 3_600 * Number(hours ?? 0) + 60 * Number(minutes ?? 0) + Number(seconds ?? 0));
}

export function between(from: string, to: string | null | undefined, now: number): number {
  return (to ? Date.parse(to) : now) - Date.parse(from);
}

const STEPS: [number, Intl.RelativeTimeFormatUnit][] = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
  [1, "second"],
];

/** `in 5 minutes`, `2 hours ago`, as it was or will be at an instant. */
export function relative(value: string, at: string): string {
  const seconds = (Date.parse(value) - Date.parse(at)) / 1_000;
  const [unit, name] = STEPS.find(([size]) => Math.abs(seconds) >= size) ?? STEPS.at(-1)!;
  return new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(Math.trunc(seconds / unit), name);
}

/** `Mon, 23 Mar` */
export function dayTitle(day: Date): string {
  return new Intl.DateTimeFormat(language(), { weekday: "short", day: "numeric", month: "short" }).format(day);
}

/** `02:30:00`, in the browser's zone. */
export function timeOfDay(value: string): string {
  return new Intl.DateTimeFormat(language(), { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(new Date(value));
}
