import type { Channel } from "../../schema/contract/enums.ts";
import type { JobHint } from "../../schema/contract/jobs.ts";
import { consents } from "../../schema/tables/contacts.ts";
import type { Chance } from "../platform/clock.ts";
import { prepareJob } from "../platform/jobs.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import type { ConsentWord } from "./consentWords.ts";

export interface SaidConsent {
  contactId: string;
  channel: Channel;
  word: ConsentWord;
  /** The customer's own words. */
  evidence: string;
  messageId: string;
  /** Where they said it: that conversation knows already. */
  conversationId: string;
  /** Milliseconds. */
  at: number;
}

/** One word, one row: the message's own id with another prefix, so that telling it twice writes it once. */
const consentId = (messageId: string): string => `con_${messageId.slice(messageId.indexOf("_") + 1)}`;

/** What a customer said about being written to: the evidence, and the job that takes it to their other conversations. */
export const recordConsent = (
  db: TenantDb,
  chance: Chance,
  { contactId, channel, word, evidence, messageId, conversationId, at }: SaidConsent,
): { statements: Statement[]; hint: JobHint } => {
  const row = { id: consentId(messageId), contactId, channel, state: word, evidence, messageId, at };
  const job = prepareJob(db, chance, {
    kind: "spread_consent",
    uniqueKey: `consent:${messageId}`,
    payload: { contactId, channel, conversationId },
  });
  return { statements: [db.insert(consents, row, { do: "nothing" }), job.statement], hint: job.hint };
};
