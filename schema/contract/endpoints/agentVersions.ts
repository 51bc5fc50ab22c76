import * as z from "zod";
import {
  discardDraftQuerySchema,
  keepDraftSchema,
  keptDraftSchema,
  publishSchema,
  restoreVersionSchema,
} from "../agentDrafts.ts";
import { agentVersionSchema, agentVersionSummarySchema, agentWarningsSchema, askWarningsSchema } from "../agentVersions.ts";
import { agentSchema } from "../agents.ts";
import { defineEndpoints } from "../endpoint.ts";
import { idOf } from "../ids.ts";
import { listOf, pageQuerySchema } from "../shapes.ts";

const params = z.object({ id: idOf("agent") });
const versionParams = params.extend({ version: z.coerce.number().int().min(1).max(1_000_000_000) });
const maxBytes = 256 * 1024;

export const agentVersionEndpoints = defineEndpoints({
  "PUT /api/agents/{id}/draft": {
    summary: "Keep what was changed in the form, without publishing it",
    realm: "console",
    needs: "write",
    params,
    body: keepDraftSchema,
    maxBytes,
    status: 200,
    response: keptDraftSchema,
    problems: ["conflict"],
  },
  "DELETE /api/agents/{id}/draft": {
    summary: "Discard the draft; what is published stays",
    realm: "console",
    needs: "write",
    params,
    query: discardDraftQuerySchema,
    status: 204,
    problems: ["conflict"],
  },
  "POST /api/agents/{id}/publish": {
    summary: "Publish the draft as a new version; the next turn uses it",
    realm: "console",
    needs: "write",
    params,
    body: publishSchema,
    status: 200,
    response: agentSchema,
    problems: ["conflict", "slug_taken"],
  },
  "POST /api/agents/{id}/warnings": {
    summary: "What is worth a look before publishing",
    realm: "console",
    params,
    body: askWarningsSchema,
    maxBytes,
    status: 200,
    response: agentWarningsSchema,
  },
  "GET /api/agents/{id}/versions": {
    summary: "What was published when and by whom, the newest first; at most 20 at a time",
    realm: "console",
    params,
    query: pageQuerySchema,
    status: 200,
    response: listOf(agentVersionSummarySchema),
  },
  "GET /api/agents/{id}/versions/{version}": {
    summary: "The agent as it was published once",
    realm: "console",
    params: versionParams,
    status: 200,
    response: agentVersionSchema,
  },
  "POST /api/agents/{id}/versions/{version}/restore": {
    summary: "Publish an earlier version again, as a new one; the address and whether it is on stay as they are",
    realm: "console",
    needs: "write",
    params: versionParams,
    body: restoreVersionSchema,
    status: 200,
    response: agentSchema,
    problems: ["conflict"],
  },
});
