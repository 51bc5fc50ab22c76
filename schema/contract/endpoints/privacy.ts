import * as z from "zod";
import { erasureSchema } from "../erasures.ts";
import { defineEndpoints } from "../endpoint.ts";
import { idOf } from "../ids.ts";
import { listOf, pageQuerySchema } from "../shapes.ts";

const contactParams = z.object({ id: idOf("contact") });

export const privacyEndpoints = defineEndpoints({
  "DELETE /api/contacts/{id}": {
    summary: "Erase a person for good: the contact is gone at once, messages, files and index follow within a minute",
    realm: "console",
    needs: "manage",
    params: contactParams,
    status: 204,
  },
  "GET /api/contacts/{id}/export": {
    summary: "Everything about a person as one archive: what is known of them, their threads and their files",
    realm: "console",
    needs: "manage",
    params: contactParams,
    status: 200,
    responseType: "application/zip",
  },
  "GET /api/contacts/{id}/erasure": {
    summary: "How far the erasure of a person has got",
    realm: "console",
    params: contactParams,
    status: 200,
    response: erasureSchema,
  },
  "GET /api/erasures": {
    summary: "What was erased, newest first",
    realm: "console",
    query: pageQuerySchema,
    status: 200,
    response: listOf(erasureSchema),
  },
});
