import * as z from "zod";
import { defineEndpoints } from "../endpoint.ts";
import { idOf } from "../ids.ts";
import {
  keyUseSchema,
  platformHealthSchema,
  poolKeyCreateSchema,
  poolKeyPatchSchema,
  poolKeySchema,
  tenantSummarySchema,
} from "../platform.ts";
import { listOf, pageQuerySchema } from "../shapes.ts";

const keyParams = z.object({ id: idOf("poolKey") });

export const platformEndpoints = defineEndpoints({
  "GET /api/platform/tenants": {
    summary: "Tenants of this installation, oldest first",
    realm: "platform",
    query: pageQuerySchema,
    status: 200,
    response: listOf(tenantSummarySchema),
  },
  "GET /api/platform/health": {
    summary: "How the installation does",
    realm: "platform",
    status: 200,
    response: platformHealthSchema,
  },
  "GET /api/platform/keys": {
    summary: "The pool of model keys",
    realm: "platform",
    status: 200,
    response: listOf(poolKeySchema),
  },
  "POST /api/platform/keys": {
    summary: "Add a key to the pool; it is sealed and never read back",
    realm: "platform",
    body: poolKeyCreateSchema,
    status: 201,
    response: poolKeySchema,
    problems: ["key_taken"],
  },
  "PATCH /api/platform/keys/{id}": {
    summary: "Change or replace a key of the pool; calls under way go on with the old one",
    realm: "platform",
    params: keyParams,
    body: poolKeyPatchSchema,
    status: 200,
    response: poolKeySchema,
    problems: ["key_taken"],
  },
  "DELETE /api/platform/keys/{id}": { summary: "Remove a key from the pool", realm: "platform", params: keyParams, status: 204 },
  "GET /api/platform/keys/uses": {
    summary: "The rotation log: which key answered for whom, newest first",
    realm: "platform",
    query: pageQuerySchema,
    status: 200,
    response: listOf(keyUseSchema),
  },
});
