import { and, eq, isNull, sql } from "drizzle-orm";
import { agents, whatsappLines } from "../../../../schema/tables/agents.ts";
import { templates, type TemplateRow } from "../../../../schema/tables/templates.ts";
import { audit } from "../../../platform/audit.ts";
import { refuse, type Refusal } from "../../../platform/refusal.ts";
import type { Statement, TenantDb } from "../../../platform/tenantDb.ts";
import { lineName } from "../line.ts";
import type { Content } from "./content.ts";
import type { TemplateDeps } from "./deps.ts";

/** How the rows differ from what Twilio has. */
export interface TemplateChange {
  added: Content[];
  changed: { id: string; content: Content }[];
  gone: string[];
}

const told = ({
  name,
  language,
  category,
  status,
  rejectionReason,
  body,
  variables,
  isSupported,
}: Omit<Content, "contentSid">) => ({
  name,
  language,
  category,
  status,
  rejectionReason,
  body,
  variables,
  isSupported,
});

/** What has to be written. A template keeps its id however often its approval changes, so that it can be referred to. */
export const templateChange = (rows: TemplateRow[], contents: Content[]): TemplateChange => {
  const known = new Map(rows.map((row) => [row.contentSid, row]));
  const present = new Map(contents.map((content) => [content.contentSid, content]));
  const isSame = (row: TemplateRow, content: Content) => JSON.stringify(told(row)) === JSON.stringify(told(content));
  return {
    added: [...present.values()].filter(({ contentSid }) => !known.has(contentSid)),
    changed: [...present.values()].flatMap((content) => {
      const row = known.get(content.contentSid);
      return row && !isSame(row, content) ? [{ id: row.id, content }] : [];
    }),
    gone: rows.filter(({ contentSid }) => !present.has(contentSid)).map(({ id }) => id),
  };
};

/**
 * Asks Twilio for the templates of an agent's number and makes the rows follow: new ones come, changed ones change, those that are
 * gone go. Refuses `no_channel` without a number, and `unavailable` when Twilio cannot be asked: the rows then stay as they were.
 */
export const syncTemplates = async (
  { chance, line }: TemplateDeps,
  db: TenantDb,
  agentId: string,
  actor: string,
): Promise<undefined | Refusal> => {
  const [agent, number] = await Promise.all([
    db.first(agents, and(eq(agents.id, agentId), isNull(agents.deletedAt))),
    db.first(whatsappLines, eq(whatsappLines.agentId, agentId)),
  ]);
  if (!agent) return refuse("not_found");
  if (!number) return refuse("no_channel");
  const answer = await line(lineName(number.accountSid, number.number)).templates();
  if (answer.kind === "no_line") return refuse("no_channel");
  if (answer.kind === "unavailable") return refuse("unavailable", { detail: answer.detail });
  const rows = await db.all(templates, { where: eq(templates.agentId, agentId) });
  const change = templateChange(rows, answer.contents);
  const now = chance.now();
  const { added, changed, gone } = change;
  await db.batch([
    ...added.map((content) => insertOf(db, chance.id("template"), agentId, content, now)),
    ...changed.map(({ id, content }) => db.update(templates, { ...told(content) }, eq(templates.id, id))),
    ...(gone.length > 0 ? [db.remove(templates, idsIn(gone))] : []),
    db.update(templates, { syncedAt: now }, eq(templates.agentId, agentId)),
    audit(db, chance, {
      actor,
      action: "templates.synced",
      subject: agentId,
      detail: { added: added.length, changed: changed.length, gone: gone.length },
    }),
  ]);
  return undefined;
};

/** Two syncs at once write the same. */
const insertOf = (db: TenantDb, id: string, agentId: string, content: Content, syncedAt: number): Statement =>
  db.insert(
    templates,
    { id, agentId, contentSid: content.contentSid, ...told(content), syncedAt },
    {
      do: "update",
      target: [templates.tenantId, templates.agentId, templates.contentSid],
      set: { ...told(content), syncedAt },
    },
  );

/** Any number of ids in one bound parameter. */
const idsIn = (ids: string[]) => sql`${templates.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
