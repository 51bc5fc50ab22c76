import type { Message } from "../../../schema/contract/conversations.ts";
import { call } from "../api/client.ts";
import type { Written } from "./written.ts";

/** Hands one message to the API, under its own `clientMessageId`: said twice, it is still one message. */
export const postOutgoing = ({ conversationId, clientMessageId, text, media, template, note }: Written): Promise<Message> => {
  const params = { id: conversationId };
  if (note) {
    const body = { text, mentions: [...note.mentions], clientMessageId };
    return call("POST /api/conversations/{id}/notes", { params, body });
  }
  if (template) {
    const { id: templateId, variables } = template;
    return call("POST /api/conversations/{id}/send-template", { params, body: { templateId, variables, clientMessageId } });
  }
  const mediaIds = media.map((medium) => medium.id);
  return call("POST /api/conversations/{id}/send", { params, body: { messageText: text, mediaIds, clientMessageId } });
};
