import type { Kernel } from "./kernel.ts";
import { laneBackoff, type OutboxRow } from "./outbox.ts";
import { discloseAi } from "../contacts/discloseAi.ts";
import { projectConversation, projectLastStatus, projectMessage } from "./projection.ts";
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
    try {
      await db.batch(rows.map((row) => statementOf(kernel, db, row)).filter((statement) => statement !== null));
    } catch (error) {
      console.warn("projection waits", { conversation: kernel.born.id, error: String(error) });
      outbox.postpone("d1", kernel.chance.now() + laneBackoff(head.attempts));
      return;
    }
    for (const row of rows) outbox.remove(row);
  }
};

const statementOf = (kernel: Kernel, db: TenantDb, row: OutboxRow): Statement | null => {
  if (row.key === "conversation") return projectConversation(db, kernel.born);
  if (row.key === "lastStatus") return projectLastStatus(db, kernel.born);
  if (row.key === "disclosure") return discloseAi(db, kernel.born.contactId, kernel.chance.now());
  const { messageId } = JSON.parse(row.payload) as { messageId: string };
  const stored = kernel.stores.messages.byId(messageId);
  return stored && projectMessage(db, kernel.born.id, stored);
};
