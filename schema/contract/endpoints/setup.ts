import * as z from "zod";
import { defineEndpoints } from "../endpoint.ts";
import { idOf } from "../ids.ts";
import {
  joinWordsBodySchema,
  setupPatchSchema,
  setupQuerySchema,
  setupSchema,
  whatsappCheckAnswerSchema,
  whatsappCheckSchema,
} from "../setup.ts";

const agentParams = z.object({ id: idOf("agent") });

export const setupEndpoints = defineEndpoints({
  "GET /api/setup": {
    summary: "How far the first hour has come",
    realm: "console",
    query: setupQuerySchema,
    status: 200,
    response: setupSchema,
  },
  "PATCH /api/setup": {
    summary: "Put the first hour's list away, or bring it back",
    realm: "console",
    needs: "write",
    body: setupPatchSchema,
    status: 200,
    response: setupSchema,
  },
  "POST /api/agents/{id}/whatsapp/check": {
    summary: "Ask Twilio about the account and the number, with the stored credentials or with others; nothing is kept",
    realm: "console",
    needs: "manage",
    params: agentParams,
    body: whatsappCheckSchema,
    status: 200,
    response: whatsappCheckAnswerSchema,
    problems: ["no_channel", "too_many_requests"],
  },
  "PUT /api/agents/{id}/whatsapp/join-words": {
    summary: "Say what a phone writes to join the sandbox that the agent's number is, or that it is none",
    realm: "console",
    needs: "manage",
    params: agentParams,
    body: joinWordsBodySchema,
    status: 204,
    problems: ["no_channel"],
  },
});
