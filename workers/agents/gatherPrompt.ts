import { desc, eq } from "drizzle-orm";
import { dossierEntries } from "../../schema/tables/contacts.ts";
import { searchKnowledge } from "../knowledge/search.ts";
import { calendarDay } from "../platform/calendarDay.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { readFigures } from "./figures.ts";
import type { PromptAgent, PromptInput } from "./promptInput.ts";
import type { PromptRoute } from "./routing.ts";
import type { Writer } from "./writer.ts";

export interface PromptSources {
  tenant: Pick<TenantRow, "name" | "language" | "timeZone">;
  agent: PromptAgent & { id: string };
  route: PromptRoute;
  writer: Writer;
  /** The texts of the batch, in order: what the knowledge is searched for. */
  batch: string[];
  now: number;
}

const mostHits = 4;
const mostEntries = 40;

/** Reads what the route's prompt is made of. Turns and previews both come through here, so that they can't differ. */
export const gatherPrompt = async (db: TenantDb, sources: PromptSources): Promise<PromptInput> => {
  const { tenant, agent, route, writer, batch, now } = sources;
  const { level } = writer;
  const query = { agentId: agent.id, level, query: batch.join("\n"), limit: mostHits };
  const knowledge = (await searchKnowledge(db, query)).map(({ title, text }) => ({ title, text }));
  const { name: business, language, timeZone } = tenant;
  const everyone = { agent, business, language, today: calendarDay(now, timeZone), level, knowledge };
  switch (route) {
    case "consultant":
      return { ...everyone, route, figures: await readFigures(db, now, timeZone) };
    case "assistance":
      return { ...everyone, route, client: await readClient(db, writer) };
    case "levels":
    case "acquisition":
      return { ...everyone, route };
  }
};

const readClient = async (db: TenantDb, { client }: Writer) => {
  if (!client) throw new Error("An assistance prompt needs its client");
  const dossier = await db.all(dossierEntries, {
    where: eq(dossierEntries.contactId, client.contactId),
    orderBy: [desc(dossierEntries.happenedAt)],
    limit: mostEntries,
  });
  return { name: client.name, dossier, isWhole: dossier.length < mostEntries };
};
