const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,99}$/u;
const TAKEN = ["api", "service", "system"];

/** What keeps a name from being taken, as far as it is known here. */
export function flawOfName(name: string): "missing" | "noName" | "takenName" | undefined {
  if (name === "") {
    return "missing";
  }
  return TAKEN.includes(name.toLowerCase()) ? "takenName" : NAME.test(name) ? undefined : "noName";
}
