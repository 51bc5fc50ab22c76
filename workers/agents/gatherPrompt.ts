import { desc, eq } from "drizzle-orm";
import type { Level } from "../../schema/contract/enums.ts";
import { dossierEntries } from "../../schema/tables/contacts.ts";
import { answersThat, searchKnowledge, type FoundKnowledge, type KnowledgeQuery } from "../knowledge/search.ts";
import { calendarDay } from "../platform/calendarDay.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { noFigures, readFigures } from "./figures.ts";
import type { ClientRecord, KnowledgeHit, PromptAgent, PromptInput } from "./promptInput.ts";
import type { Reader } from "./reader.ts";
import type { PromptRoute } from "./routing.ts";
import type { Writer } from "./writer.ts";

export interface PromptSources {
  tenant: Pick<TenantRow, "name" | "language" | "timeZone">;
  agent: PromptAgent & { id: string };
  route: PromptRoute;
  writer: Writer;
  reader?: Reader | null;
  /** The texts of the batch, in order: what the knowledge is searched for. */
  batch: string[];
  /** What was found already, if it was searched for beforehand. */
  found?: FoundKnowledge | null;
  now: number;
}

const mostHits = 4;
/** What the bound on a message's rows leaves to the dossier (DESIGN section 7), one more than it shows to know of older ones. */
const mostEntries = 10;
/** A reader and the link they came by are a row each, which the dossier makes room for. */
const readerRows = 2;

const everyoneOf = ({ tenant, agent, writer, reader, now }: PromptSources) => ({
  agent,
  business: tenant.name,
  language: tenant.language,
  customerLanguage: writer.language,
  today: calendarDay(now, tenant.timeZone),
  level: writer.level,
  reader: reader ?? null,
});

/** The prompt's input before anything was read for it. */
export const nothingGathered = (sources: PromptSources): PromptInput => {
  const { route, writer } = sources;
  const everyone = { ...everyoneOf(sources), knowledge: [] };
  switch (route) {
    case "consultant":
      return { ...everyone, route, figures: noFigures };
    case "assistance":
      return { ...everyone, route, client: { name: clientOf(writer).name, dossier: [], isWhole: true } };
    case "levels":
    case "acquisition":
      return { ...everyone, route };
  }
};

/** Reads what the route's prompt is made of. Turns and previews both come through here, so that they can't differ. */
export const gatherPrompt = async (db: TenantDb, sources: PromptSources): Promise<PromptInput> => {
  const { tenant, route, writer, reader, now } = sources;
  switch (route) {
    case "consultant": {
      const [knowledge, figures] = await Promise.all([search(db, sources), readFigures(db, now, tenant.timeZone)]);
      return { ...everyoneOf(sources), knowledge, route, figures };
    }
    case "assistance": {
      const [knowledge, client] = await Promise.all([
        search(db, sources),
        readClient(db, clientOf(writer), reader ? mostEntries - readerRows : mostEntries),
      ]);
      return { ...everyoneOf(sources), knowledge, route, client };
    }
    case "levels":
    case "acquisition":
      return { ...everyoneOf(sources), knowledge: await search(db, sources), route };
  }
};

/** What a turn asks of the knowledge. */
export const knowledgeQuestion = (agentId: string, level: Level, batch: string[]): KnowledgeQuery => ({
  agentId,
  level,
  query: batch.join("\n"),
  limit: mostHits,
});

const search = async (db: TenantDb, { agent, writer, batch, found }: PromptSources): Promise<KnowledgeHit[]> => {
  const question = knowledgeQuestion(agent.id, writer.level, batch);
  const chunks = found && answersThat(found, question) ? found.chunks : await searchKnowledge(db, question);
  return chunks.map(({ title, text }) => ({ title, text }));
};

const clientOf = ({ client }: Writer): NonNullable<Writer["client"]> => {
  if (!client) throw new Error("An assistance prompt needs its client");
  return client;
};

const readClient = async (db: TenantDb, client: NonNullable<Writer["client"]>, most: number): Promise<ClientRecord> => {
  const latest = await db.all(dossierEntries, {
    where: eq(dossierEntries.contactId, client.contactId),
    orderBy: [desc(dossierEntries.happenedAt)],
    limit: most + 1,
  });
  return { name: client.name, dossier: latest.slice(0, most), isWhole: latest.length <= most };
};
