import type { Message } from "../../../schema/contract/conversations.ts";
import type { Crowd } from "./crowd.ts";
import { beside } from "./deliver.ts";
import type { Kept } from "./history.ts";

/** The same with what the console's API shows of each thread. */
export const askConsole = async ({ lines }: Crowd, kept: Kept): Promise<Kept> => {
  const shown = new Map<string, string[]>();
  await beside(kept.threads, 8, async ({ id, number }) => {
    const owner = lines.find((line) => line.number === number)?.owner;
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page: { items: Message[]; nextCursor: string | null } = await owner!.get(
        `/api/conversations/${id}/messages?limit=100${query}`,
      );
      ids.unshift(...page.items.map((message) => message.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    shown.set(id, ids);
  });
  return { ...kept, threads: kept.threads.map((thread) => ({ ...thread, shown: shown.get(thread.id) ?? [] })) };
};
