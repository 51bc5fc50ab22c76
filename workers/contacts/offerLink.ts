import { and, desc, eq, gt, isNull } from "drizzle-orm";
import type { Language } from "../../schema/contract/enums.ts";
import { linkCodes } from "../../schema/tables/contacts.ts";
import type { Chance } from "../platform/clock.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { confirmCodeOf, hashConfirmCode, hashLinkCode, linkTries, recogniseLinkCode } from "./linkCode.ts";
import { linkReplyText, type LinkReply } from "./linkTexts.ts";
import { resolveContact } from "./resolveContact.ts";

export interface LinkOffer {
  agentId: string;
  /** The contact whose WhatsApp message this is. */
  whatsappContactId: string;
  text: string;
  language: Language;
}

type Link = typeof linkCodes.$inferSelect;

const isSamePerson = async (db: TenantDb, link: Link, contactId: string): Promise<boolean> => {
  const [web, whatsapp] = await Promise.all([resolveContact(db, link.webContactId), resolveContact(db, contactId)]);
  return web !== null && web.id === whatsapp?.id;
};

/** Code B, stored hashed. Whoever sent code A last gets the code that counts. */
const offer = async (chance: Chance, db: TenantDb, link: Link, whatsappContactId: string): Promise<LinkReply> => {
  const now = chance.now();
  const code = await confirmCodeOf(link.id, whatsappContactId);
  const [changed] = await db.batch([
    db.update(
      linkCodes,
      { whatsappContactId, confirmCodeHash: await hashConfirmCode(link.id, code) },
      and(eq(linkCodes.id, link.id), isNull(linkCodes.usedAt), gt(linkCodes.expiresAt, now)),
    ),
  ]);
  if (changed === 0) return { kind: "expired" };
  return { kind: "confirm", code, minutes: Math.max(1, Math.ceil((link.expiresAt - now) / 60_000)) };
};

/**
 * Second step of a link: code A has come by WhatsApp. Nothing is linked yet, since the code may have been sent to a stranger;
 * the reply carries code B, which only counts in the browser that asked.
 *
 * @returns the text to answer with; null when the message holds no code and is an ordinary one
 */
export const offerLink = async (
  { chance }: { chance: Chance },
  db: TenantDb,
  { agentId, whatsappContactId, text, language }: LinkOffer,
): Promise<{ reply: string } | null> => {
  const code = recogniseLinkCode(text);
  if (code === null) return null;
  const same = and(eq(linkCodes.agentId, agentId), eq(linkCodes.codeHash, await hashLinkCode(agentId, code)));
  const link = await db.first(linkCodes, same, [desc(linkCodes.expiresAt)]);
  const reply = await answerTo(chance, db, link, whatsappContactId);
  return { reply: linkReplyText(reply, language) };
};

const answerTo = async (chance: Chance, db: TenantDb, link: Link | null, whatsappContactId: string): Promise<LinkReply> => {
  if (!link) return { kind: "unknown" };
  if (await isSamePerson(db, link, whatsappContactId)) return { kind: "linked" };
  if (link.usedAt !== null || link.tries >= linkTries || link.expiresAt <= chance.now()) return { kind: "expired" };
  return offer(chance, db, link, whatsappContactId);
};
