import { useQueryClient, type QueryClient } from "@tanstack/solid-query";
import type { Accessor } from "solid-js";
import type { CannedReply } from "../../../../../../schema/contract/inboxTools.ts";
import { createAction, type Action } from "../../../../api/action.ts";
import { createCached, type Cached } from "../../../../api/cached.ts";
import { call } from "../../../../api/client.ts";
import { holdIn } from "../../../../api/hold.ts";
import { keys } from "../../../../api/keys.ts";
import type { Page } from "../../../../api/paged.ts";

export interface CannedFields {
  shortcut: string;
  text: string;
}

const freshForMs = 60_000;

export const createCannedReplies = (isAsked: Accessor<boolean>): Cached<Page<CannedReply>> =>
  createCached(() => ({
    queryKey: keys.cannedReplies,
    queryFn: ({ signal }) => call("GET /api/canned-replies", {}, signal),
    enabled: isAsked(),
    staleTime: freshForMs,
  }));

const change = (client: QueryClient, by: (items: CannedReply[]) => CannedReply[]) =>
  holdIn<Page<CannedReply>>(client, keys.cannedReplies, (page) => ({ ...page, items: by(page.items) }));

const put = (client: QueryClient, reply: CannedReply) =>
  change(client, (items) => [...items.filter(({ id }) => id !== reply.id), reply]);

/** Adds a reply, or changes the one named by `id`. */
export const createSaveReply = (done: () => void): Action<{ id: string | null; fields: CannedFields }, CannedReply> => {
  const client = useQueryClient();
  return createAction(
    ({ id, fields }) =>
      id === null
        ? call("POST /api/canned-replies", { body: fields })
        : call("PATCH /api/canned-replies/{id}", { params: { id }, body: fields }),
    {
      done(reply) {
        put(client, reply);
        done();
      },
    },
  );
};

/** Deletes a reply. */
export const createDeleteReply = (done: (gone: CannedReply) => void): Action<CannedReply, void> => {
  const client = useQueryClient();
  return createAction(({ id }) => call("DELETE /api/canned-replies/{id}", { params: { id } }), {
    done(_nothing, gone) {
      change(client, (items) => items.filter(({ id }) => id !== gone.id));
      done(gone);
    },
  });
};

/** Writes a deleted reply again as it was. */
export const createRestoreReply = (done: (gone: CannedReply) => void): Action<CannedReply, CannedReply> => {
  const client = useQueryClient();
  return createAction(({ shortcut, text }) => call("POST /api/canned-replies", { body: { shortcut, text } }), {
    done(reply, gone) {
      put(client, reply);
      done(gone);
    },
  });
};
