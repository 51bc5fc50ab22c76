import { wordsOf } from "../platform/causes.ts";
import type { Kernel } from "./kernel.ts";
import { laneBackoff, type OutboxRow } from "./outbox.ts";
import { discloseAi } from "../contacts/discloseAi.ts";
import { projectConversation, projectLastStatus, projectMessage } from "./projection.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";

/** Rows projected in one D1 batch. */
const batchSize = 40;

/** Tries before a row that the schema refuses is parked. */
const patience = 5;

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
      await db.batch(together.map((row) => statementOf(kernel, db, row)).filter((statement) => statement !== null));
    } catch (error) {
      console.warn("projection waits", { conversation: kernel.born.id, error: wordsOf(error) });
      if (isRefusedForGood(error) && head.attempts >= patience) outbox.park(head.id);
      else outbox.postpone("d1", kernel.chance.now() + laneBackoff(head.attempts));
      return;
    }
    for (const row of together) outbox.remove(row);
  }
};

/** What the schema refuses will be refused again; everything else is D1's trouble and passes. */
const isRefusedForGood = (error: unknown): boolean => /constraint/i.test(wordsOf(error));

const statementOf = (kernel: Kernel, db: TenantDb, row: OutboxRow): Statement | null => {
  if (row.key === "conversation") return projectConversation(db, kernel.born);
  if (row.key === "lastStatus") return projectLastStatus(db, kernel.born);
  if (row.key === "disclosure") return discloseAi(db, kernel.born.contactId, kernel.chance.now());
  const { messageId } = JSON.parse(row.payload) as { messageId: string };
  const stored = kernel.stores.messages.byId(messageId);
  return stored && projectMessage(db, kernel.born.id, stored);
};
