import type { PublicInfo } from "../../schema/contract/publicChat.ts";
import { defaultTexts } from "../agents/defaultTexts.ts";
import { notice } from "../agents/notices.ts";
import type { AgentWithLine } from "../agents/readAgent.ts";
import type { Reader } from "../agents/reader.ts";
import type { Person } from "../contacts/person.ts";
import type { TenantRow } from "../platform/directory.ts";

/** Everything a page shows before the first message, as it was read. */
export interface PageFacts extends AgentWithLine {
  tenant: TenantRow;
  /** Whoever looks, once they are a contact. */
  person: Person | null;
  reader: Reader | null;
  isSignedIn: boolean;
  remainingMessages: number | null;
  /** Whether the AI has the thread; true before there is one. */
  aiHasThread: boolean;
}

/** The number a customer may write to; an agent that is for the web only has none. */
export const whatsappNumberOf = ({ agent, line }: AgentWithLine): string | null =>
  agent.integrationMode === "whatsapp_ai" ? (line?.number ?? null) : null;

/** `+447700900001` becomes `+44 ••• 001`: enough to recognise one's own, too little to learn somebody else's. */
const shortened = ({ kind, value }: NonNullable<Person["whatsapp"]>): string =>
  kind === "phone" ? `${value.slice(0, 3)} ••• ${value.slice(-3)}` : `••• ${value.slice(-3)}`;

const customerOf = ({ isSignedIn, person, reader }: PageFacts): PublicInfo["customer"] =>
  isSignedIn && person?.login
    ? {
        name: person.displayName,
        email: person.login.email,
        emailVerified: person.login.isConfirmed,
        level: person.level,
        preferences: { writingStyle: reader?.writingStyle ?? null, answerLength: reader?.answerLength ?? null },
      }
    : null;

export const publicInfo = (facts: PageFacts): PublicInfo => {
  const { agent, tenant, person } = facts;
  return {
    slug: agent.slug,
    agentName: agent.name,
    businessName: tenant.name,
    language: tenant.language,
    greeting: agent.greeting || defaultTexts(agent.name, tenant).greeting,
    starters: agent.starters,
    levels: agent.levels,
    whatsappNumber: whatsappNumberOf(facts),
    upgradeText: agent.upgradeText || notice("upgrade", tenant.language),
    upgradeUrl: agent.upgradeUrl,
    remainingMessages: facts.remainingMessages,
    isActive: agent.isActive,
    aiEnabled: agent.isActive && agent.autoResponseEnabled && facts.aiHasThread,
    linkedWhatsapp: person?.whatsapp ? shortened(person.whatsapp) : null,
    customer: customerOf(facts),
  };
};
