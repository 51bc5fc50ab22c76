import { z } from "zod";
import {
  agentCreateSchema,
  agentPatchSchema,
  agentSchema,
  promptPreviewQuerySchema,
  promptPreviewSchema,
  tryAgentAnswerSchema,
  tryAgentSchema,
  whatsappLineSchema,
} from "../agents.ts";
import { defineEndpoints } from "../endpoint.ts";
import { idOf } from "../ids.ts";
import { knowledgeCreateSchema, knowledgeItemSchema, knowledgeUploadQuerySchema, maxPdfBytes } from "../knowledge.ts";
import { listOf, pageQuerySchema } from "../shapes.ts";

const agentParams = z.object({ id: idOf("agent") });
const itemParams = z.object({ id: idOf("knowledgeItem") });

export const agentEndpoints = defineEndpoints({
  "GET /api/agents": {
    summary: "Agents of the tenant",
    realm: "console",
    query: pageQuerySchema,
    status: 200,
    response: listOf(agentSchema),
  },
  "POST /api/agents": {
    summary: "Create an agent",
    realm: "console",
    needs: "write",
    body: agentCreateSchema,
    maxBytes: 256 * 1024,
    status: 201,
    response: agentSchema,
    problems: ["slug_taken"],
  },
  "GET /api/agents/{id}": { summary: "One agent", realm: "console", params: agentParams, status: 200, response: agentSchema },
  "PATCH /api/agents/{id}": {
    summary: "Change an agent; the next turn uses it",
    realm: "console",
    needs: "write",
    params: agentParams,
    body: agentPatchSchema,
    maxBytes: 256 * 1024,
    status: 200,
    response: agentSchema,
    problems: ["slug_taken", "conflict"],
  },
  "DELETE /api/agents/{id}": { summary: "Delete an agent", realm: "console", needs: "manage", params: agentParams, status: 204 },
  "PUT /api/agents/{id}/whatsapp": {
    summary: "Connect the agent to a WhatsApp number; the token is sealed and never read back",
    realm: "console",
    needs: "manage",
    params: agentParams,
    body: whatsappLineSchema,
    status: 200,
    response: agentSchema,
    problems: ["number_taken"],
  },
  "DELETE /api/agents/{id}/whatsapp": {
    summary: "Disconnect the agent from its WhatsApp number",
    realm: "console",
    needs: "manage",
    params: agentParams,
    status: 204,
  },
  "POST /api/agents/{id}/prompt-preview": {
    summary: "The prompt exactly as the model would get it, per level or for one contact",
    realm: "console",
    params: agentParams,
    body: promptPreviewQuerySchema,
    maxBytes: 256 * 1024,
    status: 200,
    response: promptPreviewSchema,
  },
  "POST /api/agents/{id}/try": {
    summary: "Try the agent at one level without a thread: nothing is stored or sent",
    realm: "console",
    needs: "write",
    params: agentParams,
    body: tryAgentSchema,
    maxBytes: 256 * 1024,
    status: 200,
    response: tryAgentAnswerSchema,
    problems: ["unavailable", "spend_cap_reached"],
  },
  "GET /api/knowledge": {
    summary: "Knowledge items of an agent, or of the consultant's store",
    realm: "console",
    query: pageQuerySchema.extend({ agentId: idOf("agent").optional(), scope: z.enum(["agent", "store"]).optional() }),
    status: 200,
    response: listOf(knowledgeItemSchema),
  },
  "POST /api/knowledge": {
    summary: "Add a text to the knowledge",
    realm: "console",
    needs: "write",
    body: knowledgeCreateSchema,
    maxBytes: 900 * 1024,
    status: 201,
    response: knowledgeItemSchema,
  },
  "POST /api/knowledge/pdf": {
    summary: "Add a PDF to the knowledge; its text is extracted by a job",
    realm: "console",
    needs: "write",
    query: knowledgeUploadQuerySchema,
    bodyType: "bytes",
    maxBytes: maxPdfBytes,
    status: 201,
    response: knowledgeItemSchema,
    problems: ["unsupported_media", "too_large"],
  },
  "DELETE /api/knowledge/{id}": {
    summary: "Delete a knowledge item",
    realm: "console",
    needs: "write",
    params: itemParams,
    status: 204,
  },
});
