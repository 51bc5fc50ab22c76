import * as z from "zod";
import { backupRequestSchema, mostRestoreParts, restoreAdvanceSchema, restorePartBytes, restoreSchema } from "../backup.ts";
import { defineEndpoints } from "../endpoint.ts";
import { idOf } from "../ids.ts";
import { listOf } from "../shapes.ts";

const restoreParams = z.object({ id: idOf("restore") });

export const backupEndpoints = defineEndpoints({
  "POST /api/backup": {
    summary: "A copy of everything of the business, as one file sealed with a passphrase",
    realm: "console",
    needs: "manage",
    body: backupRequestSchema,
    status: 200,
    responseType: "application/octet-stream",
    problems: ["too_many_requests"],
  },
  "GET /api/platform/restores": {
    summary: "Backups that are being restored, or were of late, newest first",
    realm: "platform",
    status: 200,
    response: listOf(restoreSchema),
  },
  "POST /api/platform/restores": {
    summary: "Begin to restore a backup; its file is brought next, part by part",
    realm: "platform",
    status: 201,
    response: restoreSchema,
  },
  "GET /api/platform/restores/{id}": {
    summary: "How far a restore has come",
    realm: "platform",
    params: restoreParams,
    status: 200,
    response: restoreSchema,
  },
  "PUT /api/platform/restores/{id}/parts/{part}": {
    summary: "Bring a part of the file, counted from 0: 4 MiB each but for the last; again is no harm",
    realm: "platform",
    params: z.object({
      id: idOf("restore"),
      part: z.coerce
        .number()
        .int()
        .min(0)
        .max(mostRestoreParts - 1),
    }),
    bodyType: "bytes",
    maxBytes: restorePartBytes,
    status: 204,
    problems: ["conflict"],
  },
  "POST /api/platform/restores/{id}/advance": {
    summary: "Check the file, then restore it, a stretch at a time: to be called until the state is done or failed",
    realm: "platform",
    params: restoreParams,
    body: restoreAdvanceSchema,
    status: 200,
    response: restoreSchema,
    problems: ["wrong_passphrase", "conflict"],
  },
  "DELETE /api/platform/restores/{id}": {
    summary: "Give a restore up, or put a finished one away; what a half-done one has brought is taken back",
    realm: "platform",
    params: restoreParams,
    status: 204,
    problems: ["conflict"],
  },
});
