import { and, eq, gt, lt } from "drizzle-orm";
import { linkCodes } from "../../schema/tables/contacts.ts";
import type { Chance } from "../platform/clock.ts";
import { makeId } from "../platform/ids.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { hashLinkCode, linkLifetime, linkUrl, makeLinkCode } from "./linkCode.ts";

/** Links one browser may begin within the life of a code. */
const mostAtOnce = 5;
const keptAfterwards = 24 * 60 * 60_000;

export interface LinkStart {
  agentId: string;
  /** The contact of the browser that asks. */
  webContactId: string;
  /** The agent's number, E.164; null when it has none. */
  whatsappNumber: string | null;
}

/** First step of a link: code A for the page to show, with the address that opens WhatsApp. Expires in ten minutes. */
export const startLink = async (
  { chance }: { chance: Chance },
  db: TenantDb,
  { agentId, webContactId, whatsappNumber }: LinkStart,
): Promise<{ code: string; url: string; expiresAt: string } | Refusal> => {
  if (whatsappNumber === null) return refuse("no_channel");
  const now = chance.now();
  const own = eq(linkCodes.webContactId, webContactId);
  const open = await db.pick({ id: linkCodes.id }, linkCodes, {
    where: and(own, gt(linkCodes.expiresAt, now)),
    limit: mostAtOnce,
  });
  if (open.length >= mostAtOnce) return refuse("too_many_requests", { headers: { "retry-after": String(linkLifetime / 1_000) } });
  const code = makeLinkCode((length) => chance.bytes(length));
  const expiresAt = now + linkLifetime;
  const row = {
    id: chance.id("linkCode"),
    agentId,
    webContactId,
    codeHash: await hashLinkCode(agentId, code),
    tries: 0,
    expiresAt,
  };
  await db.batch([
    // Ids begin with their time: everybody's old codes go, not only those of a browser that comes back.
    db.remove(linkCodes, lt(linkCodes.id, makeId("linkCode", now - keptAfterwards, new Uint8Array(16)))),
    db.insert(linkCodes, row),
  ]);
  return { code, url: linkUrl(whatsappNumber, code), expiresAt: new Date(expiresAt).toISOString() };
};
