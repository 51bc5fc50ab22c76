import * as z from "zod";
import {
  contactImportSchema,
  importCreateSchema,
  importPreviewQuerySchema,
  importPreviewSchema,
  importRowSchema,
  importRowsQuerySchema,
  maxImportBytes,
} from "../contactImports.ts";
import { defineEndpoints } from "../endpoint.ts";
import { idOf } from "../ids.ts";
import { listOf, pageQuerySchema } from "../shapes.ts";

const importParams = z.object({ id: idOf("contactImport") });
/** JSON writes some characters as several. */
const maxBytes = 2 * maxImportBytes;

export const contactImportEndpoints = defineEndpoints({
  "POST /api/contact-imports/preview": {
    summary: "What a list of people would bring, row by row; nothing is stored",
    realm: "console",
    needs: "write",
    body: importPreviewQuerySchema,
    maxBytes,
    status: 200,
    response: importPreviewSchema,
    problems: ["too_large", "malformed_body"],
  },
  "POST /api/contact-imports": {
    summary: "Take a list of people in; a job does it, row by row",
    realm: "console",
    needs: "write",
    body: importCreateSchema,
    maxBytes,
    status: 201,
    response: contactImportSchema,
    problems: ["too_large", "malformed_body"],
  },
  "GET /api/contact-imports": {
    summary: "Lists that were taken in, newest first",
    realm: "console",
    query: pageQuerySchema,
    status: 200,
    response: listOf(contactImportSchema),
  },
  "GET /api/contact-imports/{id}": {
    summary: "How far an import has come",
    realm: "console",
    params: importParams,
    status: 200,
    response: contactImportSchema,
  },
  "GET /api/contact-imports/{id}/rows": {
    summary: "What became of each row",
    realm: "console",
    params: importParams,
    query: importRowsQuerySchema,
    status: 200,
    response: listOf(importRowSchema),
  },
});
