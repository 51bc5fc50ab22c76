import type { ContactImport } from "../../../schema/contract/contactImports.ts";
import type { contactImports } from "../../../schema/tables/contacts.ts";

export const importOnWire = ({
  id,
  fileName,
  state,
  total,
  done,
  created,
  updated,
  skipped,
  createdAt,
  finishedAt,
}: typeof contactImports.$inferSelect): ContactImport => ({
  id,
  fileName,
  state,
  total,
  done,
  created,
  updated,
  skipped,
  createdAt: new Date(createdAt).toISOString(),
  finishedAt: finishedAt === null ? null : new Date(finishedAt).toISOString(),
});
