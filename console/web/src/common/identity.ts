const numbers = new WeakMap<object, number>();
let next = 1;

/** A number for what is never changed in place: a short key for what would be long to compare. */
export function identityOf(of: object): number {
  const known = numbers.get(of);
  if (known !== undefined) {
    return known;
  }
  numbers.set(of, next);
  return next++;
}
