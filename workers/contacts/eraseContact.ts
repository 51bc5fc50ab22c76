import { erasures } from "../../schema/tables/privacy.ts";
import { audit } from "../platform/audit.ts";
import type { Chance } from "../platform/clock.ts";
import { prepareJob, type JobHints } from "../platform/jobs.ts";
import type { KeyedHash } from "../platform/keyedHash.ts";
import type { MailTokens } from "../platform/mailTokens.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { closureOf } from "./closureOf.ts";
import { forgetRows } from "./forgetRows.ts";
import { resolveContact } from "./resolveContact.ts";
import { keepStop } from "./suppression.ts";
import { trailOf } from "./trailOf.ts";

export interface EraseDeps {
  chance: Chance;
  hints: JobHints;
  mailTokens: Pick<MailTokens, "forget">;
  /** Of addresses that said STOP. */
  stopHash: KeyedHash;
}

export const nothingErased = { conversations: 0, messages: 0, files: 0, removedAtProvider: 0, leftAtProvider: 0 };

/**
 * Erases a person for good: the contact, whoever was joined into it, and what D1 knows of them at once, in one batch; their threads,
 * files, traces in the lines and in the search index by the job that the batch orders. Their addresses are free again: whoever writes
 * from one is somebody new. Refuses `not_found`.
 */
export const eraseContact = async (
  { chance, hints, mailTokens, stopHash }: EraseDeps,
  db: TenantDb,
  actor: string,
  contactId: string,
): Promise<Refusal | null> => {
  const contact = await resolveContact(db, contactId);
  if (!contact) return refuse("not_found");
  const now = chance.now();
  const contactIds = await closureOf(db, contact.id);
  const trail = await trailOf(db, contactIds);
  const id = chance.id("erasure");
  const job = prepareJob(db, chance, { kind: "erase", uniqueKey: `erase:${id}`, payload: { erasureId: id } });
  const row = {
    id,
    contactId: contact.id,
    contactIds,
    conversationIds: [],
    scope: "everything" as const,
    cause: "asked" as const,
    step: "threads" as const,
    counts: nothingErased,
    trail,
    startedBy: actor,
    startedAt: now,
  };
  await db.batch([
    db.insert(erasures, row, { do: "nothing" }),
    ...(await keepStop(stopHash, db, { contactIds, addresses: trail.addresses })),
    ...forgetRows(db, mailTokens, { contactIds, ...trail }, now),
    job.statement,
    audit(db, chance, { actor, action: "contact.deleted", subject: contact.id, detail: { erasure: id } }),
  ]);
  await hints.send([job.hint]);
  return null;
};
