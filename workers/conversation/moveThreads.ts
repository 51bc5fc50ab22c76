import { eq } from "drizzle-orm";
import { agents } from "../../schema/tables/agents.ts";
import { conversations } from "../../schema/tables/conversation.ts";
import type { Threads } from "../contacts/deps.ts";
import { readPerson } from "../contacts/readPerson.ts";
import type { IntakeDeps } from "./intake.ts";
import { partiesOf } from "./parties.ts";

/** How threads follow when contacts are joined or parted: D1 has decided, the objects carry it out. */
export const moveThreads = (deps: Omit<IntakeDeps, "chance">): Threads => ({
  async seal(tenantId, loserId, winnerId) {
    const db = deps.db(tenantId);
    const [tenant, row, lost] = await Promise.all([
      deps.tenant(tenantId),
      db.first(conversations, eq(conversations.id, winnerId)),
      db.first(conversations, eq(conversations.id, loserId)),
    ]);
    if (!tenant || !row || !lost) throw new Error(`The conversations ${loserId} and ${winnerId} cannot be read`);
    const [agent, person] = await Promise.all([db.first(agents, eq(agents.id, row.agentId)), readPerson(db, row.contactId)]);
    if (!agent || !person) throw new Error(`The parties of ${winnerId} cannot be read`);
    await deps.conversation(loserId).seal({
      loser: { id: loserId, tenantId, agentId: lost.agentId, contactId: lost.contactId },
      winner: { id: winnerId, tenantId, agentId: row.agentId, contactId: row.contactId },
      parties: partiesOf(tenant, agent, person),
    });
  },
  async unseal(_tenantId, loserId) {
    await deps.conversation(loserId).unseal();
  },
  async block(_tenantId, conversationId, news) {
    await deps.conversation(conversationId).blockChanged(news);
  },
  async reassign(tenantId, conversationId, contactId) {
    const person = await readPerson(deps.db(tenantId), contactId);
    if (person) await deps.conversation(conversationId).reassign({ contactId: person.id, contactName: person.displayName });
  },
});
