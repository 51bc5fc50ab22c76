import type { PublicMessage } from "../../../schema/contract/conversations.ts";
import { call } from "../api/client.ts";
import { reaches, withOlder, type Thread } from "../realtime/thread.ts";

const pageSize = 50;
/** After a longer absence what is held is let go instead, and read again by scrolling up. */
const backfillPages = 6;

/** One page of the visitor's own thread, oldest first; the newest without a cursor. */
export const readPage = (slug: string, cursor: string | null) =>
  call("GET /api/public/ai/{slug}/messages", {
    params: { slug },
    query: { limit: pageSize, ...(cursor === null ? {} : { cursor }) },
  });

/** The newest stretch, read back to what is held. */
export async function readNewest(slug: string, held: Thread<PublicMessage>): Promise<Thread<PublicMessage>> {
  const first = await readPage(slug, null);
  let newest: Thread<PublicMessage> = { items: first.items, olderCursor: first.nextCursor };
  if (held.items.length === 0) return newest;
  for (let pages = 1; pages < backfillPages && !reaches(held, newest); pages++) {
    newest = withOlder(newest, await readPage(slug, newest.olderCursor));
  }
  return newest;
}
