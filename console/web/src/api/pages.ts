import { ok } from "./client";

interface Page<T> {
  items: T[];
  next: string | null;
}

/** All items of a list that is read page by page. */
export async function all<T>(page: (cursor: string | undefined) => Promise<{ data?: Page<T>; response: Response }>, each?: (items: T[]) => void): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const read: Page<T> = await ok(page(cursor));
    items.push(...read.items);
    each?.(read.items);
    cursor = read.next ?? undefined;
  } while (cursor);
  return items;
}
