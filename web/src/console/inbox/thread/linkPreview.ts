import { createSignal, onCleanup, type Accessor } from "solid-js";
import type { LinkPreview, Message } from "../../../../../schema/contract/conversations.ts";
import { createCached } from "../../../api/cached.ts";
import { addressOf, call } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { firstLink } from "./textRuns.ts";

/** A bubble that is scrolled past asks for nothing. */
const settledAfterMs = 300;

export const previewImage = ({ conversationId, id }: Pick<Message, "conversationId" | "id">): string =>
  addressOf("/api/conversations/{id}/messages/{messageId}/link-preview/image", {
    params: { id: conversationId, messageId: id },
  });

/**
 * What the server knows of a message's first link; asked once, and only after the bubble has stood near the screen for a moment.
 * Null while it isn't known, when nothing can be shown and when it could not be asked: a preview is never worth an error.
 */
export const createLinkPreview = (message: Accessor<Message>): Accessor<LinkPreview | null> => {
  const [isSettled, setSettled] = createSignal(false);
  const timer = setTimeout(() => setSettled(true), settledAfterMs);
  onCleanup(() => clearTimeout(timer));
  const read = createCached<LinkPreview | null>(() => {
    const { conversationId, id, text } = message();
    return {
      queryKey: keys.linkPreview(id),
      queryFn: ({ signal }) =>
        call(
          "GET /api/conversations/{id}/messages/{messageId}/link-preview",
          { params: { id: conversationId, messageId: id } },
          signal,
        ),
      enabled: isSettled() && firstLink(text) !== null,
      staleTime: Number.POSITIVE_INFINITY,
    };
  });
  return () => read.data() ?? null;
};
