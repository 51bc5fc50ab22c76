import { and, desc, eq, gt, inArray, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { contactMerges, linkCodes } from "../../schema/tables/contacts.ts";
import { isRefusal, refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { ContactDeps } from "./deps.ts";
import { hashConfirmCode, linkTries } from "./linkCode.ts";
import { mergeContacts } from "./mergeContacts.ts";
import { resolveContact } from "./resolveContact.ts";

type Link = typeof linkCodes.$inferSelect;

export interface LinkConfirm {
  agentId: string;
  /** The contact of the browser that types the code. */
  webContactId: string;
  /** Code B, six digits. */
  code: string;
}

/** The browser's contact, and those that links have joined into it: the answer to a confirmation may have been lost. */
const formerIds = async (db: TenantDb, contactId: string): Promise<string[]> => {
  const merges = await db.pick({ loserId: contactMerges.loserId }, contactMerges, {
    where: and(eq(contactMerges.winnerId, contactId), eq(contactMerges.reason, "whatsapp_link"), isNull(contactMerges.undoneAt)),
    orderBy: [desc(contactMerges.id)],
    limit: 5,
  });
  return [contactId, ...merges.map(({ loserId }) => loserId)];
};

/** The link that waits for a code, or else the latest that did. */
const findLink = async (db: TenantDb, { agentId, webContactId }: LinkConfirm, now: number): Promise<Link | null> => {
  const offered = await db.all(linkCodes, {
    where: and(
      inArray(linkCodes.webContactId, await formerIds(db, webContactId)),
      // The plus keeps SQLite from reading all of the agent's codes in place of this browser's few.
      sql`+${linkCodes.agentId} = ${agentId}`,
      isNotNull(linkCodes.confirmCodeHash),
    ),
    orderBy: [desc(linkCodes.expiresAt)],
    limit: 10,
  });
  return offered.find((link) => link.usedAt === null && link.expiresAt > now) ?? offered[0] ?? null;
};

/** Counts a try before the code is looked at, so that parallel guesses don't get more than five between them. */
const takeTry = async (db: TenantDb, link: Link, now: number): Promise<boolean> => {
  const open = and(
    eq(linkCodes.id, link.id),
    isNull(linkCodes.usedAt),
    gt(linkCodes.expiresAt, now),
    lt(linkCodes.tries, linkTries),
  );
  const [changed] = await db.batch([db.update(linkCodes, { tries: sql`${linkCodes.tries} + 1` }, open)]);
  return changed === 1;
};

/**
 * Last step of a link: code B, typed in the browser that asked for code A. The browser's contact is joined into the one whose
 * WhatsApp number proved itself. Five tries, single use, ten minutes; saying the right code again is fine. Refuses
 * `code_invalid` and `code_expired`.
 */
export const confirmLink = async (
  deps: ContactDeps,
  db: TenantDb,
  wish: LinkConfirm,
): Promise<{ contactId: string } | Refusal> => {
  const now = deps.chance.now();
  const link = await findLink(db, wish, now);
  if (!link?.whatsappContactId) return refuse("code_invalid");
  const isRight = (await hashConfirmCode(link.id, wish.code)) === link.confirmCodeHash;
  if (!(await takeTry(db, link, now))) return (isRight && (await alreadyOne(db, link))) || refuse("code_expired");
  if (!isRight) return refuse("code_invalid");
  const merged = await mergeContacts(
    deps,
    db,
    {
      winnerId: link.whatsappContactId,
      loserId: link.webContactId,
      reason: "whatsapp_link",
      actor: `customer:${link.webContactId}`,
    },
    [db.update(linkCodes, { usedAt: now }, and(eq(linkCodes.id, link.id), isNull(linkCodes.usedAt)))],
  );
  return isRefusal(merged) && merged.key === "not_found" ? refuse("code_invalid") : merged;
};

/** A code that was used says so again, as long as what it did still holds. It never links a second time. */
const alreadyOne = async (db: TenantDb, link: Link): Promise<{ contactId: string } | null> => {
  const [web, whatsapp] = await Promise.all([
    resolveContact(db, link.webContactId),
    link.whatsappContactId === null ? null : resolveContact(db, link.whatsappContactId),
  ]);
  return web !== null && web.id === whatsapp?.id ? { contactId: web.id } : null;
};
