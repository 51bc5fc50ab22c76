import { confirmLink } from "../../workers/contacts/confirmLink.ts";
import { mergeByHand } from "../../workers/contacts/mergeByHand.ts";
import { startLink } from "../../workers/contacts/startLink.ts";
import { undoMerge } from "../../workers/contacts/undoMerge.ts";
import { chat } from "../../workers/page/chat.ts";
import type { PageDeps } from "../../workers/page/deps.ts";
import { isRefusal } from "../../workers/platform/refusal.ts";
import type { CustomerCaller } from "../../workers/platform/route.ts";
import type { Platform } from "../../workers/compose/base.ts";

/** What a browser and a console ask the Worker for, as its routes do it. Each fails as a request fails. */
export interface Requests {
  /** Whether it was taken. */
  chat(visitor: Visitor, sent: { message: string; clientMessageId: string }): Promise<boolean>;
  /** The code to be sent by WhatsApp; null when none is given. */
  startLink(visitor: Visitor, whatsappNumber: string): Promise<string | null>;
  /** Whether the two are one now. */
  confirmLink(visitor: Visitor, code: string): Promise<boolean>;
  merge(tenantId: string, pair: { winnerId: string; loserId: string }): Promise<void>;
  undo(tenantId: string, merge: { contactId: string; mergeId: string }): Promise<void>;
}

/** Somebody's browser at the page of an agent. */
export interface Visitor {
  tenantId: string;
  slug: string;
  /** Stands for the hash of the browser's cookie. */
  visitorHash: string;
}

/** @param moving is told before and after people become one, or two */
export const requests = (base: Platform, page: PageDeps, moving: () => void): Requests => {
  const move = async <T>(work: Promise<T>): Promise<T> => {
    moving();
    return work.finally(moving);
  };
  const callerOf = async ({ slug, visitorHash }: Visitor): Promise<CustomerCaller> => {
    const visit = await base.directory.pageVisit(slug, { sessionHash: null, visitorHash }, base.chance.now());
    if (!visit) throw new Error(`No agent has the address ${slug}`);
    return {
      tenantId: visit.tenantId,
      agentId: visit.agentId,
      db: base.db(visit.tenantId),
      contactId: visit.visitorId,
      isSignedIn: false,
      visitorHash,
      addressHash: "address",
      customerSessionHash: null,
    };
  };
  const asked = new Request("https://filo.test/", { method: "POST" });
  return {
    async chat(visitor, { message, clientMessageId }) {
      const sent = { message, clientMessageId, mediaIds: [] };
      const answer = await chat(page, await callerOf(visitor), sent, asked);
      return !isRefusal(answer);
    },
    async startLink(visitor, whatsappNumber) {
      const { db, agentId, contactId } = await callerOf(visitor);
      if (contactId === null) return null;
      const link = await startLink(base, db, { agentId, webContactId: contactId, whatsappNumber });
      return isRefusal(link) ? null : link.code;
    },
    async confirmLink(visitor, code) {
      const { db, agentId, contactId } = await callerOf(visitor);
      if (contactId === null) return false;
      return !isRefusal(await move(confirmLink(page.customers, db, { agentId, webContactId: contactId, code })));
    },
    async merge(tenantId, pair) {
      await move(mergeByHand(page.customers, base.db(tenantId), "user", pair));
    },
    async undo(tenantId, merge) {
      await move(undoMerge(page.customers, base.db(tenantId), "user", merge));
    },
  };
};
