import * as z from "zod";
import { setPreferencesSchema } from "../agentShares.ts";
import { slugSchema } from "../agents.ts";
import { messagesQuerySchema, publicMessageSchema } from "../conversations.ts";
import { defineEndpoints } from "../endpoint.ts";
import { idOf } from "../ids.ts";
import { maxMediaBytes, mediaNameQuerySchema, publicMediaSchema } from "../media.ts";
import {
  chatAnswerSchema,
  chatSchema,
  customerSignInSchema,
  customerSignUpSchema,
  customerTokenSchema,
  linkConfirmSchema,
  publicInfoSchema,
  whatsappLinkSchema,
} from "../publicChat.ts";
import { listOf } from "../shapes.ts";

const params = z.object({ slug: slugSchema });

export const publicChatEndpoints = defineEndpoints({
  "GET /api/public/ai/{slug}/info": {
    summary: "What the page needs before the first message",
    realm: "customer",
    params,
    status: 200,
    response: publicInfoSchema,
  },
  "POST /api/public/ai/{slug}/chat": {
    summary: "Write to the agent: streams server-sent events when asked for, else answers once. 202 while a person is in charge",
    realm: "customer",
    params,
    body: chatSchema,
    status: 200,
    response: chatAnswerSchema,
    problems: ["agent_inactive", "blocked", "too_many_requests"],
  },
  "POST /api/public/ai/{slug}/new-topic": {
    summary: "Start a new topic: the agent goes by what comes after, the thread goes on",
    realm: "customer",
    params,
    status: 204,
    problems: ["blocked"],
  },
  "POST /api/public/ai/{slug}/media": {
    summary: "Upload a file for the next message",
    realm: "customer",
    params,
    query: mediaNameQuerySchema,
    bodyType: "bytes",
    maxBytes: maxMediaBytes,
    status: 201,
    response: publicMediaSchema,
    problems: ["agent_inactive", "too_many_requests", "unsupported_media", "too_large"],
  },
  "GET /api/public/ai/{slug}/media/{mediaId}": {
    summary: "A file of one's own thread, as an attachment; honours Range",
    realm: "customer",
    params: params.extend({ mediaId: idOf("media") }),
    status: 200,
    responseType: "application/octet-stream",
  },
  "POST /api/public/ai/{slug}/stop": {
    summary: "Stop the answer that is being written; what was said so far stays",
    realm: "customer",
    params,
    status: 204,
  },
  "GET /api/public/ai/{slug}/messages": {
    summary: "A page of one's own thread, both channels",
    realm: "customer",
    params,
    query: messagesQuerySchema,
    status: 200,
    response: listOf(publicMessageSchema),
  },
  "GET /api/public/ai/{slug}/socket": {
    summary: "WebSocket of one's own thread",
    realm: "customer",
    params,
    status: 200,
    responseType: "websocket",
  },
  "POST /api/public/ai/{slug}/whatsapp-link": {
    summary: "Begin linking this browser with a WhatsApp number",
    realm: "customer",
    params,
    status: 201,
    response: whatsappLinkSchema,
    problems: ["no_channel", "too_many_requests"],
  },
  "POST /api/public/ai/{slug}/whatsapp-link/confirm": {
    summary: "Finish linking with the code the agent sent by WhatsApp",
    realm: "customer",
    params,
    body: linkConfirmSchema,
    status: 200,
    response: publicInfoSchema,
    problems: ["code_invalid", "code_expired"],
  },
  "POST /api/public/ai/{slug}/sign-up": {
    summary: "Sign up as a customer of this tenant; mails a link to confirm the address",
    realm: "customer",
    params,
    body: customerSignUpSchema,
    status: 201,
    response: publicInfoSchema,
    problems: ["email_taken", "too_many_requests"],
  },
  "POST /api/public/ai/{slug}/sign-in": {
    summary: "Sign in as a customer",
    realm: "customer",
    params,
    body: customerSignInSchema,
    status: 200,
    response: publicInfoSchema,
    problems: ["wrong_credentials", "too_many_requests"],
  },
  "POST /api/public/ai/{slug}/sign-out": { summary: "End the customer's session", realm: "customer", params, status: 204 },
  "PATCH /api/public/ai/{slug}/preferences": {
    summary: "How a signed-in customer wants to be answered by this agent, on either channel",
    realm: "customer",
    params,
    body: setPreferencesSchema,
    status: 200,
    response: publicInfoSchema,
    problems: ["not_signed_in"],
  },
  "POST /api/public/ai/{slug}/verify-email": {
    summary: "Confirm the customer's e-mail with the token that was mailed; from then on its subscription counts",
    realm: "customer",
    params,
    body: customerTokenSchema,
    status: 200,
    response: publicInfoSchema,
    problems: ["code_invalid", "code_expired"],
  },
});
