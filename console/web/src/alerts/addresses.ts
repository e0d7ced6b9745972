/** What is written with commas, semicolons, spaces or lines between. */
export function addressesOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
}

/** Those that are none; the service looks closer. */
export function wrongAddresses(addresses: string[]): string[] {
  return addresses.filter((one) => !/^[^@\s<>"]+@[^@\s<>"]+$/.test(one));
}
