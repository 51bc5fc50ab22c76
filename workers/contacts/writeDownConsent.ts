import type { z } from "zod";
import type { Consent, consentFieldsSchema } from "../../schema/contract/consents.ts";
import { consents } from "../../schema/tables/contacts.ts";
import { audit } from "../platform/audit.ts";
import type { Chance } from "../platform/clock.ts";
import { prepareJob, type JobHints } from "../platform/jobs.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import { consentOnWire } from "./listConsents.ts";
import { resolveContact } from "./resolveContact.ts";

/**
 * A colleague writes down what a contact said elsewhere: it counts as if they had written it at that time, and every conversation of
 * theirs hears of it. Refuses `not_found`, and `invalid_input` for a time to come.
 */
export const writeDownConsent = async (
  { chance, hints }: { chance: Chance; hints: JobHints },
  { db, userId, userName, email }: Pick<ConsoleCaller, "db" | "userId" | "userName" | "email">,
  contactId: string,
  { channel, state, evidence, at: saidAt }: z.output<typeof consentFieldsSchema>,
): Promise<Consent | Refusal> => {
  const contact = await resolveContact(db, contactId);
  if (!contact) return refuse("not_found");
  const now = chance.now();
  const at = saidAt === undefined ? now : Date.parse(saidAt);
  if (at > now)
    return refuse("invalid_input", { errors: [{ path: "at", code: "too_late", message: "This time is yet to come" }] });
  const row = { id: chance.id("consent"), channel, state, evidence, messageId: null, recordedBy: userName || email, at };
  const job = prepareJob(db, chance, {
    kind: "spread_consent",
    uniqueKey: `consent:${row.id}`,
    payload: { contactId: contact.id, channel, conversationId: null },
  });
  await db.batch([
    db.insert(consents, { ...row, contactId: contact.id }),
    job.statement,
    audit(db, chance, { actor: userId, action: "consent.written_down", subject: contact.id, detail: { channel, state } }),
  ]);
  await hints.send([job.hint]);
  return consentOnWire(row);
};
