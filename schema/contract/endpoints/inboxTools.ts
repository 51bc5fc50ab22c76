import * as z from "zod";
import { defineEndpoints } from "../endpoint.ts";
import { idOf } from "../ids.ts";
import {
  cannedReplyFieldsSchema,
  cannedReplySchema,
  labelFieldsSchema,
  labelSchema,
  pushEndpointSchema,
  pushKeySchema,
  pushSubscriptionSchema,
} from "../inboxTools.ts";
import { listOf } from "../shapes.ts";

const labelParams = z.object({ id: idOf("label") });
const cannedParams = z.object({ id: idOf("cannedReply") });

export const inboxToolEndpoints = defineEndpoints({
  "GET /api/labels": {
    summary: "The tenant's labels for conversations",
    realm: "console",
    status: 200,
    response: listOf(labelSchema),
  },
  "POST /api/labels": {
    summary: "Add a label",
    realm: "console",
    needs: "write",
    body: labelFieldsSchema,
    status: 201,
    response: labelSchema,
    problems: ["name_taken"],
  },
  "PATCH /api/labels/{id}": {
    summary: "Rename or recolour a label",
    realm: "console",
    needs: "write",
    params: labelParams,
    body: labelFieldsSchema.partial(),
    status: 200,
    response: labelSchema,
    problems: ["name_taken"],
  },
  "DELETE /api/labels/{id}": {
    summary: "Delete a label; conversations lose it",
    realm: "console",
    needs: "write",
    params: labelParams,
    status: 204,
  },
  "GET /api/canned-replies": {
    summary: "Answers kept ready, by their shortcuts",
    realm: "console",
    status: 200,
    response: listOf(cannedReplySchema),
  },
  "POST /api/canned-replies": {
    summary: "Keep an answer ready",
    realm: "console",
    needs: "write",
    body: cannedReplyFieldsSchema,
    status: 201,
    response: cannedReplySchema,
    problems: ["name_taken"],
  },
  "PATCH /api/canned-replies/{id}": {
    summary: "Change an answer kept ready",
    realm: "console",
    needs: "write",
    params: cannedParams,
    body: cannedReplyFieldsSchema.partial(),
    status: 200,
    response: cannedReplySchema,
    problems: ["name_taken"],
  },
  "DELETE /api/canned-replies/{id}": {
    summary: "Delete an answer kept ready",
    realm: "console",
    needs: "write",
    params: cannedParams,
    status: 204,
  },
  "GET /api/push-key": {
    summary: "The public key to subscribe a browser to notifications with",
    realm: "console",
    status: 200,
    response: pushKeySchema,
  },
  "POST /api/push-subscriptions": {
    summary: "Notify this browser of what the signed-in user should see",
    realm: "console",
    body: pushSubscriptionSchema,
    status: 204,
  },
  "DELETE /api/push-subscriptions": {
    summary: "Notify this browser no more",
    realm: "console",
    body: pushEndpointSchema,
    status: 204,
  },
});
