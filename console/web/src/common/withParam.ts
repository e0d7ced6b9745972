/** To an address with one parameter changed, the others as they are; nothing, or an empty text, takes it away. */
export function withParam(name: string, value: string | undefined) {
  return (before: URLSearchParams): URLSearchParams => {
    const next = new URLSearchParams(before);
    if (value) {
      next.set(name, value);
    } else {
      next.delete(name);
    }
    return next;
  };
}
