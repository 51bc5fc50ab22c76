import type { AgentWithLine } from "../agents/readAgent.ts";
import { readAgentWithLine } from "../agents/readAgent.ts";
import { lineName } from "../channels/whatsapp/line.ts";
import type { Person } from "../contacts/person.ts";
import { readPerson } from "../contacts/readPerson.ts";
import { openConversation } from "../conversation/openConversation.ts";
import { partiesOf } from "../conversation/parties.ts";
import type { ConversationView } from "../conversation/rpc.ts";
import type { WhatsappAddress } from "../conversation/state.ts";
import { audit } from "../platform/audit.ts";
import type { TenantRow } from "../platform/directory.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { InboxDeps } from "./deps.ts";

export interface StartDeps extends Pick<InboxDeps, "chance" | "conversation"> {
  tenant(tenantId: string): Promise<TenantRow | null>;
}

/** A number that was only typed in will do: a colleague decides to write there. One that has written itself comes first. */
const whatsappOf = ({ agent, line }: AgentWithLine, person: Person): WhatsappAddress | null => {
  const to = person.whatsapp?.value ?? person.identities.findLast(({ kind }) => kind === "whatsapp")?.value ?? person.phone;
  return line && to && agent.integrationMode === "whatsapp_ai" ? { line: lineName(line.accountSid, line.number), to } : null;
};

/** Whoever has been on the page, or signs in there, reads on it what was written to them. */
const comesToPage = ({ identities, login }: Person): boolean =>
  login !== null || identities.some(({ kind }) => kind === "visitor");

/**
 * The conversation of a contact with an agent, opened so that a colleague can write first: a template, as a rule. It is listed once
 * something was written. May be repeated, also at once. Refuses `not_found`, and `no_channel` for whoever is reached on none.
 */
export const startConversation = async (
  deps: StartDeps,
  { db, userId }: Pick<ConsoleCaller, "db" | "userId">,
  { contactId, agentId }: { contactId: string; agentId: string },
): Promise<ConversationView | Refusal> => {
  const [tenant, found, person] = await Promise.all([
    deps.tenant(db.tenantId),
    readAgentWithLine(db, agentId),
    readPerson(db, contactId),
  ]);
  if (!tenant || !found || !person) return refuse("not_found");
  const whatsapp = whatsappOf(found, person);
  if (!whatsapp && !comesToPage(person)) return refuse("no_channel");
  const detail = { contactId: person.id, agentId };
  const opened = audit(db, deps.chance, { actor: userId, action: "conversation.opened", subject: agentId, detail });
  const { id } = await openConversation(deps, db, { agentId, contactId: person.id }, [opened]);
  return deps.conversation(id).open({
    birth: { id, tenantId: db.tenantId, agentId, contactId: person.id },
    parties: partiesOf(tenant, found.agent, person),
    whatsapp,
  });
};
