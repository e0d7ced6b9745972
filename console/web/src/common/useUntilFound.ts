import { useEffect } from "react";

const MOST_PAGES = 50;

interface Pages {
  data: { pages: unknown[] } | undefined;
  hasNextPage: boolean;
  isFetching: boolean;
  isError: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** Reads on, page by page, until what the address names is there: it may be older than the first page. */
export function useUntilFound({ data, hasNextPage, isFetching, isError, fetchNextPage }: Pages, wanted: string | null, found: boolean): void {
  const pages = data?.pages.length ?? 0;
  const reads = wanted !== null && !found && hasNextPage && !isFetching && !isError && pages < MOST_PAGES;
  useEffect(() => {
    if (reads) {
      void fetchNextPage();
    }
  }, [reads, pages, fetchNextPage]);
}
