import type { Agent } from "../../../schema/contract/agents.ts";
import type { Contact } from "../../../schema/contract/contacts.ts";
import type { KnowledgeItem } from "../../../schema/contract/knowledge.ts";
import {
  demoAgents,
  demoContacts,
  demoOwner,
  demoSettings,
  demoStore,
  demoTwilio,
  type DemoAgent,
  type DemoContact,
} from "./demo.ts";
import { enter, type Session } from "./session.ts";

interface List<T> {
  items: T[];
}

/**
 * Brings the demo business into being through the public API, as its owner would have. What is there already stays as it is,
 * also when it was changed by hand: only what is missing is made.
 *
 * @returns whether the business is new
 */
export async function seed(url: string): Promise<boolean> {
  const { session, isNew } = await enter(url, demoOwner);
  if (isNew) await session.send("PATCH", "/api/settings", demoSettings);
  const agents = await session.get<List<Agent>>("/api/agents?limit=100");
  for (const agent of demoAgents) await seedAgent(session, agent, agents.items);
  await seedStore(session);
  for (const contact of demoContacts) await seedContact(session, contact);
  return isNew;
}

async function seedAgent(session: Session, { fields, number, knowledge }: DemoAgent, there: Agent[]): Promise<void> {
  const known = there.find((agent) => agent.slug === fields.slug);
  const agent = known ?? (await session.send<Agent>("POST", "/api/agents", fields));
  if (!agent.whatsapp) await session.send("PUT", `/api/agents/${agent.id}/whatsapp`, { ...demoTwilio, number });
  const { items } = await session.get<List<KnowledgeItem>>(`/api/knowledge?agentId=${agent.id}`);
  const missing = knowledge.filter((item) => !items.some(({ title }) => title === item.title));
  for (const item of missing) await session.send("POST", "/api/knowledge", { ...item, scope: "agent", agentId: agent.id });
}

async function seedStore(session: Session): Promise<void> {
  const { items } = await session.get<List<KnowledgeItem>>("/api/knowledge?scope=store");
  if (items.every(({ title }) => title !== demoStore.title)) {
    await session.send("POST", "/api/knowledge", { ...demoStore, scope: "store" });
  }
}

async function seedContact(session: Session, { fields, level, dossier }: DemoContact): Promise<void> {
  const found = await session.get<List<Contact>>(`/api/contacts?search=${encodeURIComponent(fields.displayName)}`);
  const known = found.items.find((contact) => contact.displayName === fields.displayName);
  const contact = known ?? (await session.send<Contact>("POST", "/api/contacts", fields));
  if (contact.subscription === null) {
    await session.send("PUT", `/api/contacts/${contact.id}/subscription`, { level, status: "active" });
  }
  const { items } = await session.get<List<{ title: string }>>(`/api/contacts/${contact.id}/dossier`);
  const missing = dossier.filter((entry) => !items.some(({ title }) => title === entry.title));
  for (const entry of missing) await session.send("POST", `/api/contacts/${contact.id}/dossier`, entry);
}
