import type { Page } from "../../api/paged.ts";

/** Reads on while nobody is on a page and more may come: a page is sought among a bounded number of people at a time. */
export const pageOfSome = async <T>(
  read: (cursor: string | undefined) => Promise<Page<T>>,
  cursor: string | undefined,
): Promise<Page<T>> => {
  let page = await read(cursor);
  while (page.items.length === 0 && page.nextCursor !== null) page = await read(page.nextCursor);
  return page;
};
