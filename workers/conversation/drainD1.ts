import { wordsOf } from "../platform/causes.ts";
import type { Kernel } from "./kernel.ts";
import { laneBackoff, type OutboxRow } from "./outbox.ts";
import type { JobHint } from "../../schema/contract/jobs.ts";
import type { ConsentWord } from "../contacts/consentWords.ts";
import { recordConsent } from "../contacts/recordConsent.ts";
import { discloseAi } from "../contacts/discloseAi.ts";
import { keepFoundLanguage } from "../contacts/keepFoundLanguage.ts";
import { isRefusedForGood } from "./refusedForGood.ts";
import {
  forgetMessage,
  projectArrangement,
  projectConversation,
  projectLabels,
  projectLastStatus,
  projectMessage,
} from "./projection.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";

/** Rows projected in one D1 batch. */
const batchSize = 40;

/** Brings D1 up to date; whatever D1's state is, the thread itself does not wait for it. */
export const drainD1 = async (kernel: Kernel): Promise<void> => {
  const { outbox } = kernel.stores;
  const db = kernel.deps.db(kernel.born.tenantId);
  for (;;) {
    const rows = outbox.head("d1", batchSize);
    const [head] = rows;
    if (!head || head.dueAt > kernel.chance.now()) return;
    // After a failure the rows go one by one, so that one that D1 will never take holds up no other.
    const together = head.attempts === 0 ? rows : [head];
    try {
      const orders = together.map((row) => orderOf(kernel, db, row)).filter((order) => order !== null);
      await db.batch(orders.flatMap(({ statements }) => statements));
      const hints = orders.flatMap(({ hint }) => (hint ? [hint] : []));
      if (hints.length > 0) await kernel.deps.hints.send(hints);
    } catch (error) {
      console.warn("projection waits", { conversation: kernel.born.id, error: wordsOf(error) });
      if (isRefusedForGood(error, head.attempts)) outbox.park(head.id);
      else outbox.postpone("d1", kernel.chance.now() + laneBackoff(head.attempts));
      return;
    }
    for (const row of together) outbox.remove(row);
  }
};

/** What a row comes to in D1, and the hint at the job that goes with it. */
const orderOf = (kernel: Kernel, db: TenantDb, row: OutboxRow): { statements: Statement[]; hint?: JobHint } | null => {
  if (row.key.startsWith("consent:")) return consentOf(kernel, db, row);
  if (row.key === "labels") return { statements: projectLabels(db, kernel.born) };
  const statement = statementOf(kernel, db, row);
  return statement && { statements: [statement] };
};

const consentOf = ({ stores, born, chance }: Kernel, db: TenantDb, row: OutboxRow): ReturnType<typeof recordConsent> | null => {
  const { messageId, word, at } = JSON.parse(row.payload) as { messageId: string; word: ConsentWord; at: number };
  const message = stores.messages.byId(messageId);
  if (!message) return null;
  const { text: evidence, channel } = message;
  return recordConsent(db, chance, {
    contactId: born.contactId,
    channel,
    word,
    evidence,
    messageId,
    conversationId: born.id,
    at,
  });
};

const statementOf = (kernel: Kernel, db: TenantDb, row: OutboxRow): Statement | null => {
  if (row.key === "conversation") return projectConversation(db, kernel.born);
  if (row.key === "arrangement") return projectArrangement(db, kernel.born);
  if (row.key === "lastStatus") return projectLastStatus(db, kernel.born);
  if (row.key === "disclosure") return discloseAi(db, kernel.born.contactId, kernel.chance.now());
  if (row.key === "language") {
    const { customerLanguage, contactId } = kernel.born;
    return customerLanguage && keepFoundLanguage(db, contactId, customerLanguage);
  }
  const { messageId } = JSON.parse(row.payload) as { messageId: string };
  if (row.key.startsWith("twin:")) return forgetMessage(db, kernel.born.id, messageId);
  const stored = kernel.stores.messages.byId(messageId);
  // A marker says nothing: there is nothing in it to find or to count.
  return stored && stored.kind !== "topic" ? projectMessage(db, kernel.born.id, stored) : null;
};
