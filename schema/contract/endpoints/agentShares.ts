import * as z from "zod";
import { shareCreateSchema, sharePatchSchema, shareSchema } from "../agentShares.ts";
import { defineEndpoints } from "../endpoint.ts";
import { idOf } from "../ids.ts";
import { listOf } from "../shapes.ts";

const params = z.object({ id: idOf("agent") });
const shareParams = params.extend({ shareId: idOf("share") });

export const agentShareEndpoints = defineEndpoints({
  "GET /api/agents/{id}/shares": {
    summary: "The agent's share links, the newest first",
    realm: "console",
    params,
    status: 200,
    response: listOf(shareSchema),
  },
  "POST /api/agents/{id}/shares": {
    summary: "Make a share link: the agent's page, with instructions for whoever signs in through it",
    realm: "console",
    needs: "write",
    params,
    body: shareCreateSchema,
    status: 201,
    response: shareSchema,
    problems: ["conflict"],
  },
  "PATCH /api/agents/{id}/shares/{shareId}": {
    summary: "Change a share link, or switch it off; the next turn uses it",
    realm: "console",
    needs: "write",
    params: shareParams,
    body: sharePatchSchema,
    status: 200,
    response: shareSchema,
  },
  "DELETE /api/agents/{id}/shares/{shareId}": {
    summary: "Delete a share link; whoever came by it is answered like everybody else",
    realm: "console",
    needs: "write",
    params: shareParams,
    status: 204,
  },
});
