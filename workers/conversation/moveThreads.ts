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
    const [tenant, row] = await Promise.all([deps.tenant(tenantId), db.first(conversations, eq(conversations.id, winnerId))]);
    if (!tenant || !row) throw new Error(`Conversation ${winnerId} cannot be read`);
    const [agent, person] = await Promise.all([db.first(agents, eq(agents.id, row.agentId)), readPerson(db, row.contactId)]);
    if (!agent || !person) throw new Error(`The parties of ${winnerId} cannot be read`);
    const { agentId, contactId } = row;
    await deps
      .conversation(loserId)
      .seal({ id: winnerId, tenantId, agentId, contactId, parties: partiesOf(tenant, agent, person) });
  },
  async unseal(_tenantId, loserId) {
    await deps.conversation(loserId).unseal();
  },
  async reassign(tenantId, conversationId, contactId) {
    const person = await readPerson(deps.db(tenantId), contactId);
    if (person) await deps.conversation(conversationId).reassign({ contactId: person.id, contactName: person.displayName });
  },
});
