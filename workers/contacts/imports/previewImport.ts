import type { z } from "zod";
import type { ImportPreview, importPreviewQuerySchema } from "../../../schema/contract/contactImports.ts";
import type { Refusal } from "../../platform/refusal.ts";
import { isRefusal } from "../../platform/refusal.ts";
import type { TenantDb } from "../../platform/tenantDb.ts";
import { guessFields } from "./guessFields.ts";
import { judgeRows } from "./judgeRows.ts";
import { readTable } from "./readTable.ts";

const shownRows = 20;
const shownSkips = 50;
const samples = 3;

/** What a list would bring; nothing is stored. */
export const previewImport = async (
  db: TenantDb,
  { text, mapping, known }: z.output<typeof importPreviewQuerySchema>,
): Promise<ImportPreview | Refusal> => {
  const table = readTable(text);
  if (isRefusal(table)) return table;
  const chosen = mapping ? table.headings.map((_, column) => mapping[column] ?? null) : guessFields(table);
  const judged = await judgeRows(db, table, chosen, known);
  const of = (verdict: "create" | "update" | "skip") => judged.filter((row) => row.verdict === verdict);
  const first = judged.slice(0, shownRows);
  return {
    columns: table.headings.map((heading, column) => ({
      heading,
      samples: table.rows.flatMap(({ cells }) => cells[column] || []).slice(0, samples),
      field: chosen[column] ?? null,
    })),
    total: judged.length,
    create: of("create").length,
    update: of("update").length,
    skip: of("skip").length,
    rows: [
      ...first,
      ...of("skip")
        .filter((row) => !first.includes(row))
        .slice(0, shownSkips),
    ].map(({ line, fields, verdict, reason }) => ({ line, fields, verdict, reason })),
  };
};
