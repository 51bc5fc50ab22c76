import * as z from "zod";
import { defineEndpoints } from "../endpoint.ts";
import { idOf } from "../ids.ts";

/** Twilio posts forms; fields it adds later are ignored, so the schema asks only for what names the line. */
const twilioFormSchema = z.record(z.string(), z.string());

export const providerEndpoints = defineEndpoints({
  "POST /api/whatsapp/webhook": {
    summary: "Twilio: a message for one of our numbers",
    realm: "provider",
    body: twilioFormSchema,
    bodyType: "form",
    maxBytes: 128 * 1024,
    status: 200,
    responseType: "text/xml",
    problems: ["bad_signature", "not_found", "malformed_body", "unavailable"],
  },
  "POST /api/whatsapp/status-callback": {
    summary: "Twilio: what became of a message we sent",
    realm: "provider",
    query: z.object({ c: z.string().max(80), m: z.string().max(80), p: z.string().max(8) }),
    body: twilioFormSchema,
    bodyType: "form",
    maxBytes: 128 * 1024,
    status: 204,
    problems: ["bad_signature", "not_found", "malformed_body"],
  },
  "GET /api/media/{mediaId}": {
    summary: "A file that a message is to carry, for the channel's provider to fetch: open to whoever holds the signed address",
    realm: "public",
    params: z.object({ mediaId: idOf("media") }),
    query: z.object({ t: idOf("tenant"), e: z.coerce.number().int(), s: z.string().max(100) }),
    status: 200,
    responseType: "application/octet-stream",
    problems: ["not_found"],
  },
  "GET /api/health": { summary: "The Worker is up", realm: "public", status: 200, response: z.object({ ok: z.literal(true) }) },
  "GET /api/openapi.json": {
    summary: "This document",
    realm: "public",
    status: 200,
    response: z.looseObject({ openapi: z.string() }),
  },
});
