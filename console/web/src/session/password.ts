const SHORTEST = 12;
const MOST_BYTES = 72;

/** What keeps a password from being taken, as far as it is known here. */
export function flawOfPassword(present: string, wanted: string): "tooShort" | "tooLong" | "same" | undefined {
  if (wanted.length < SHORTEST) {
    return "tooShort";
  }
  // What follows would not count (BCrypt).
  if (new TextEncoder().encode(wanted).length > MOST_BYTES) {
    return "tooLong";
  }
  return wanted === present ? "same" : undefined;
}
