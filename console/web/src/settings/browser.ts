const BROWSERS: [mark: RegExp, name: string][] = [
  [/\bEdgA?\/(\d+)/, "Edge"],
  [/\bOPR\/(\d+)/, "Opera"],
  [/\bFirefox\/(\d+)/, "Firefox"],
  [/\b(?:Headless)?Chrome\/(\d+)/, "Chrome"],
  [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari\//, "Safari"],
];
const SYSTEMS: [mark: RegExp, name: string][] = [
  [/\bAndroid\b/, "Android"],
  [/\b(?:iPhone|iPad)\b/, "iOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

/** `Firefox 140, Linux`, or what it calls itself; nothing where it has said nothing. */
export function browserOf(agent: string | null): string | undefined {
  if (!agent) {
    return undefined;
  }
  const browser = BROWSERS.map(([mark, name]) => [name, mark.exec(agent)?.[1]] as const).find(([, version]) => version !== undefined);
  const system = SYSTEMS.find(([mark]) => mark.test(agent))?.[1];
  return browser ? `${browser[0]} ${browser[1]}${system ? `, ${system}` : ""}` : agent;
}
