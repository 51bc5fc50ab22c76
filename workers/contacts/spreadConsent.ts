import { and, eq, isNull, ne } from "drizzle-orm";
import * as z from "zod";
import { channelSchema, type Channel } from "../../schema/contract/enums.ts";
import { idOf } from "../../schema/contract/ids.ts";
import { conversations } from "../../schema/tables/conversation.ts";
import type { JobOutcome, LeasedJob } from "../platform/jobs.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { ConsentWord } from "./consentWords.ts";
import { readConsents } from "./readConsents.ts";
import { resolveContact } from "./resolveContact.ts";

export interface SpreadDeps {
  conversation(id: string): {
    consentChanged(news: { channel: Channel; word: ConsentWord; at: number }): Promise<void>;
  };
}

const payloadSchema = z.object({
  contactId: idOf("contact"),
  channel: channelSchema,
  conversationId: idOf("conversation").nullable(),
});

/**
 * Takes a contact's STOP or START to their conversations with the tenant's other agents, as a `spread_consent` job. What holds is
 * read afresh: jobs may be done in any order, and twice.
 */
export const runSpreadConsent = async (deps: SpreadDeps, job: LeasedJob, db: TenantDb): Promise<JobOutcome> => {
  const { contactId, channel, conversationId } = payloadSchema.parse(job.payload);
  const contact = await resolveContact(db, contactId);
  if (!contact) return { kind: "done" };
  // What was written down for a contact that is being joined into another is still that contact's until the merge is finished.
  const said = await readConsents(db, [...new Set([contact.id, contactId])]);
  const [held] = said.filter((consent) => consent.channel === channel).toSorted((a, b) => b.at - a.at);
  if (!held) return { kind: "done" };
  const others = await db.pick({ id: conversations.id }, conversations, {
    where: and(
      eq(conversations.contactId, contact.id),
      conversationId === null ? undefined : ne(conversations.id, conversationId),
      isNull(conversations.movedTo),
    ),
  });
  for (const { id } of others) await deps.conversation(id).consentChanged({ channel, word: held.state, at: held.at });
  return { kind: "done" };
};
