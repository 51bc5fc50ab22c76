import { z } from "zod";
import {
  aiToggleSchema,
  conversationListQuerySchema,
  conversationSchema,
  messageListSchema,
  messageSchema,
  messagesQuerySchema,
  sendSchema,
  sendTemplateSchema,
  turnTraceSchema,
} from "../conversations.ts";
import { defineEndpoints } from "../endpoint.ts";
import { idOf } from "../ids.ts";
import { maxMediaBytes, mediaNameQuerySchema, mediaSchema } from "../media.ts";
import { searchHitsSchema, searchQuerySchema } from "../search.ts";
import { listOf } from "../shapes.ts";

const params = z.object({ id: idOf("conversation") });
const mediaParams = params.extend({ mediaId: idOf("media") });

export const conversationEndpoints = defineEndpoints({
  "GET /api/conversations": {
    summary: "The inbox: what needs a person first, then the newest",
    realm: "console",
    query: conversationListQuerySchema,
    status: 200,
    response: listOf(conversationSchema),
  },
  "GET /api/conversations/{id}": {
    summary: "One conversation",
    realm: "console",
    params,
    status: 200,
    response: conversationSchema,
  },
  "GET /api/conversations/{id}/messages": {
    summary: "A page of the thread, oldest first within the page, read from its object",
    realm: "console",
    params,
    query: messagesQuerySchema,
    status: 200,
    response: messageListSchema,
  },
  "POST /api/conversations/{id}/send": {
    summary: "Write by hand on the channel the customer used last; takes over from the AI",
    realm: "console",
    needs: "write",
    params,
    body: sendSchema,
    status: 201,
    response: messageSchema,
    problems: ["window_closed", "no_channel", "stopped", "unsupported_media", "too_large"],
  },
  "POST /api/conversations/{id}/send-template": {
    summary: "Write with an approved template, also outside WhatsApp's 24-hour window; takes over from the AI",
    realm: "console",
    needs: "write",
    params,
    body: sendTemplateSchema,
    status: 201,
    response: messageSchema,
    problems: ["no_channel", "stopped", "template_unusable"],
  },
  "POST /api/conversations/{id}/media": {
    summary: "Upload a file for a message that is being written",
    realm: "console",
    needs: "write",
    params,
    query: mediaNameQuerySchema,
    bodyType: "bytes",
    maxBytes: maxMediaBytes,
    status: 201,
    response: mediaSchema,
    problems: ["unsupported_media", "too_large"],
  },
  "GET /api/conversations/{id}/media/{mediaId}": {
    summary: "A file of the thread, as an attachment; honours Range",
    realm: "console",
    params: mediaParams,
    status: 200,
    responseType: "application/octet-stream",
  },
  "POST /api/conversations/{id}/media/{mediaId}/retry": {
    summary: "Fetch or understand a file again that could not be",
    realm: "console",
    needs: "write",
    params: mediaParams,
    status: 200,
    response: mediaSchema,
    problems: ["conflict"],
  },
  "POST /api/conversations/{id}/messages/{messageId}/retry": {
    summary: "Send a failed message again",
    realm: "console",
    needs: "write",
    params: params.extend({ messageId: idOf("message") }),
    status: 200,
    response: messageSchema,
    problems: ["conflict"],
  },
  "PATCH /api/conversations/{id}/ai-toggle": {
    summary: "Take over, or hand back. Answers once a send already on the wire has settled: after that the AI says nothing",
    realm: "console",
    needs: "write",
    params,
    body: aiToggleSchema,
    status: 200,
    response: conversationSchema,
  },
  "PATCH /api/conversations/{id}/mark-read": {
    summary: "Mark as read",
    realm: "console",
    params,
    status: 200,
    response: conversationSchema,
  },
  "POST /api/conversations/{id}/typing": {
    summary: "Say that a person is typing",
    realm: "console",
    needs: "write",
    params,
    status: 204,
  },
  "GET /api/conversations/{id}/trace": {
    summary: "What the AI was given for its last answer",
    realm: "console",
    needs: "write",
    params,
    status: 200,
    response: turnTraceSchema.nullable(),
  },
  "GET /api/search": {
    summary: "Where in all threads these words are: in messages, and in what pictures, voice notes and documents say",
    realm: "console",
    query: searchQuerySchema,
    status: 200,
    response: searchHitsSchema,
  },
  "GET /api/socket": {
    summary: "WebSocket of the console's live room",
    realm: "console",
    status: 200,
    responseType: "websocket",
  },
});
