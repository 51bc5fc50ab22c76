import { and, eq, isNull } from "drizzle-orm";
import * as z from "zod";
import { idOf } from "../../schema/contract/ids.ts";
import { conversations } from "../../schema/tables/conversation.ts";
import type { Chance } from "../platform/clock.ts";
import { wordsOf } from "../platform/causes.ts";
import { prepareJob, type JobOutcome, type LeasedJob } from "../platform/jobs.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import type { ContactDeps } from "./deps.ts";
import { resolveContact } from "./resolveContact.ts";

const payloadSchema = z.object({ contactId: idOf("contact"), at: z.number().int() });
type Payload = z.infer<typeof payloadSchema>;

/** How long the verb itself may take before the job runner does it once more. */
const graceMs = 30_000;

/** Promises, in the batch of a change, that the contact's conversations will hear of it. */
export const promiseBlock = (db: TenantDb, chance: Chance, { contactId, at }: Payload): Statement =>
  prepareJob(db, chance, {
    kind: "spread_block",
    uniqueKey: `block:${contactId}:${at}`,
    payload: { contactId, at },
    dueAt: chance.now() + graceMs,
  }).statement;

/**
 * Tells a contact's conversations whether it is blocked. What holds is read afresh: this may be done in any order, and twice.
 *
 * @param at when the change was made that is told of, in milliseconds: a merge may block somebody long after the other was blocked
 */
export const spreadBlock = async (
  { threads }: Pick<ContactDeps, "threads">,
  db: TenantDb,
  { contactId, at }: Payload,
): Promise<void> => {
  const contact = await resolveContact(db, contactId);
  if (!contact) return;
  const mine = and(eq(conversations.contactId, contact.id), isNull(conversations.movedTo));
  const own = await db.pick({ id: conversations.id }, conversations, { where: mine });
  const news = { blocked: contact.blockedAt !== null, at: Math.max(at, contact.blockedAt ?? 0) };
  for (const { id } of own) await threads.block(db.tenantId, id, news);
};

/** The same right after the batch that promised it. Whom this doesn't reach the job tells. */
export const spreadNow = async (deps: ContactDeps, db: TenantDb, news: Payload): Promise<void> => {
  try {
    await spreadBlock(deps, db, news);
  } catch (error) {
    deps.log({ event: "block_not_spread", contact: news.contactId, error: wordsOf(error) });
  }
};

/** Does a `spread_block` job. */
export const runSpreadBlock = async (deps: Pick<ContactDeps, "threads">, job: LeasedJob, db: TenantDb): Promise<JobOutcome> => {
  await spreadBlock(deps, db, payloadSchema.parse(job.payload));
  return { kind: "done" };
};
