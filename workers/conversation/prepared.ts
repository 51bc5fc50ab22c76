import type { TurnTrace } from "../../schema/contract/conversations.ts";
import type { AgentRow } from "../../schema/tables/agents.ts";
import type { Reader } from "../agents/reader.ts";
import type { Person } from "../contacts/person.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { Channel, CustomerLanguage, Intent, Level } from "../../schema/contract/enums.ts";
import type { FoundKnowledge } from "../knowledge/search.ts";
import type { KeyOwner, ModelRequest, ModelResult } from "../models/port.ts";
import type { TurnOutcome } from "./events.ts";
import type { Parties, StoredMessage } from "./state.ts";

/** The people of a turn, as D1 has them. */
export interface TurnPeople {
  tenant: TenantRow;
  agent: AgentRow;
  person: Person;
  reader: Reader | null;
  /** What the knowledge says to the message, as far as it was searched beforehand; it is used if it fits the turn, else not. */
  knowledge: FoundKnowledge | null;
}

/** The question a turn has to answer. */
export interface TurnQuestion {
  turnId: string;
  conversationId: string;
  tenantId: string;
  agentId: string;
  contactId: string;
  channel: Channel;
  /** The batch, in the order of arrival. */
  messages: StoredMessage[];
  /** Those of them that were answered before, and are here again for a file that was understood too late for it. */
  supplements: string[];
  /** As far as the thread knows it: what was found a moment ago may not be in D1 yet. */
  customerLanguage: CustomerLanguage | null;
  /** SHA-256 of an anonymous visitor's address, when there is one. */
  addressHash: string | null;
  /** What whoever brought the message has read a moment ago, so that somebody who waits for the first word waits for it once. */
  people: TurnPeople | null;
}

/** Decided without the model. */
export interface SettledTurn {
  kind: "settled";
  outcome: Extract<TurnOutcome, { kind: "noticed" | "silent" }>;
  /** Null when agent or contact are gone. */
  parties: Parties | null;
  remainingMessages: number | null;
  /** What the batch is about; null when it says nothing in words. */
  intent: Intent | null;
}

/** To be asked of the model. */
export interface AskingTurn {
  kind: "asking";
  request: ModelRequest;
  keyFor: KeyOwner;
  level: Level;
  parties: Parties;
  /** Said before the answer, the first time an AI writes to this contact. */
  disclosure: string | null;
  /** The honest lines, should the model fail. */
  apologies: { unavailable: string; refused: string };
  remainingMessages: number | null;
  intent: Intent | null;
  trace: TurnTrace;
  /** Settles what was reserved for the call. */
  settle(result: ModelResult): Promise<void>;
}

export type PreparedTurn = SettledTurn | AskingTurn;
