import type { QueryClient } from "@tanstack/solid-query";
import { amend } from "../api/amend.ts";
import { call } from "../api/client.ts";
import { keys } from "../api/keys.ts";
import { cutCursor, joined, reaches, withOlder, type Thread } from "./thread.ts";

const pageSize = 50;
/** After a longer absence what was held is let go instead, and read again by scrolling up. */
const backfillPages = 6;

const readPage = async (id: string, cursor: string | null, limit: number, signal?: AbortSignal): Promise<Thread> => {
  const query = { limit, ...(cursor === null ? {} : { cursor }) };
  const page = await call("GET /api/conversations/{id}/messages", { params: { id }, query }, signal);
  return { items: page.items, olderCursor: page.nextCursor };
};

/** Reads the newest stretch, back to what is held, and joins the two without a hole. */
export const readThread = async (client: QueryClient, id: string, signal: AbortSignal): Promise<Thread> => {
  const held = client.getQueryData<Thread>(keys.thread(id));
  let newest = await readPage(id, null, pageSize, signal);
  for (let pages = 1; pages < backfillPages && !reaches(held, newest); pages++) {
    const older = await readPage(id, newest.olderCursor, pageSize, signal);
    newest = withOlder(newest, { items: older.items, nextCursor: older.olderCursor });
  }
  return joined(client.getQueryData<Thread>(keys.thread(id)), newest);
};

/** Reads the page before what is held, for scrolling up. */
export const readOlder = async (client: QueryClient, id: string, limit = pageSize): Promise<void> => {
  const cursor = client.getQueryData<Thread>(keys.thread(id))?.olderCursor ?? null;
  if (cursor === null || cursor === cutCursor) return;
  const page = await readPage(id, cursor, limit);
  amend<Thread>(client, keys.thread(id), (thread) =>
    thread.olderCursor === cursor ? withOlder(thread, { items: page.items, nextCursor: page.olderCursor }) : thread,
  );
};
