import { asc } from "drizzle-orm";
import type { FiguresQuery } from "../../schema/contract/figures.ts";
import type { Language } from "../../schema/contract/enums.ts";
import { agents } from "../../schema/tables/agents.ts";
import { dailyFigures } from "../../schema/tables/figures.ts";
import { csvOf } from "../platform/csv.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { FiguresDeps } from "./deps.ts";
import { rangeOf } from "./readFigures.ts";
import { totalsOf, noPeople } from "./totals.ts";

const headings: Record<Language, string[]> = {
  it: [
    "Giorno",
    "Agente",
    "Livello",
    "Messaggi",
    "Ricevuti",
    "Inviati",
    "Risposte AI",
    "Scritti a mano",
    "Immagini",
    "Documenti",
    "Note vocali",
    "Video",
    "Altri file",
    "Attesa mediana AI (s)",
    "Attesa p90 AI (s)",
    "Attesa mediana a mano (s)",
    "Attesa p90 a mano (s)",
    "Token",
  ],
  en: [
    "Day",
    "Agent",
    "Level",
    "Messages",
    "Received",
    "Sent",
    "AI answers",
    "Written by hand",
    "Pictures",
    "Documents",
    "Voice notes",
    "Videos",
    "Other files",
    "AI wait, median (s)",
    "AI wait, p90 (s)",
    "Wait by hand, median (s)",
    "Wait by hand, p90 (s)",
    "Tokens",
  ],
};

const levelNames: Record<Language, string[]> = { it: ["Bronzo", "Argento", "Gold"], en: ["Bronze", "Silver", "Gold"] };

/** Italian spreadsheets part columns by a semicolon, since a comma parts decimals there. */
const separators = { it: ";", en: "," } as const;

const seconds = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 100) / 10);

/** The range's daily rows as a file, in the tenant's language. */
export const exportCsv = async (deps: FiguresDeps, db: TenantDb, query: FiguresQuery): Promise<Response | Refusal> => {
  const tenant = await deps.directory.tenant(db.tenantId);
  if (!tenant) return refuse("not_found");
  const { language } = tenant;
  const [rows, names] = await Promise.all([
    db.all(dailyFigures, {
      where: rangeOf(query),
      orderBy: [asc(dailyFigures.day), asc(dailyFigures.agentId), asc(dailyFigures.level)],
    }),
    db.pick({ id: agents.id, name: agents.name }, agents),
  ]);
  const nameOf = new Map(names.map(({ id, name }) => [id, name]));
  const lines = rows.map((row) => {
    const totals = totalsOf([row], noPeople);
    return [
      row.day,
      nameOf.get(row.agentId) ?? row.agentId,
      levelNames[language][row.level - 1] ?? "",
      totals.totalMessages,
      totals.inboundMessages,
      totals.outboundMessages,
      totals.aiMessages,
      totals.manualMessages,
      totals.pictures,
      totals.documents,
      totals.voiceNotes,
      totals.videos,
      totals.otherMedia,
      seconds(totals.aiWait.medianMs),
      seconds(totals.aiWait.p90Ms),
      seconds(totals.manualWait.medianMs),
      seconds(totals.manualWait.p90Ms),
      totals.tokens,
    ];
  });
  return new Response(csvOf([headings[language], ...lines], separators[language]), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="filo-${query.from}-${query.to}.csv"`,
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
};
