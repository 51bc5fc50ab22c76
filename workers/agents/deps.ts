import type { TemplateDeps } from "../channels/whatsapp/templates/deps.ts";
import type { Model } from "../models/port.ts";
import type { Chance } from "../platform/clock.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { JobHints } from "../platform/jobs.ts";
import type { Secrets } from "../platform/secrets.ts";

/** A WhatsApp number and the account it is rented from: what names a Line object. */
export interface LineName {
  accountSid: string;
  number: string;
}

/** The Line objects, as far as agents are connected to them. */
export interface Lines {
  /** Has a line take over what its row now says: agent and sealed credentials. Repeating it changes nothing. */
  configure(line: LineName): Promise<void>;
  forget(line: LineName): Promise<void>;
  /** When a customer's message last came in, in milliseconds. */
  lastInboundAt(line: LineName): Promise<number | null>;
}

/** One agent's Quota object, as far as money goes (invariant I12). Amounts are millionths of a euro. */
export interface Spending {
  reserve(request: { turnId: string; maxMicros: number; capMicros: number; day: string }): Promise<{ kind: "ok" | "spend_cap" }>;
  settle(request: { turnId: string; micros: number; day: string }): Promise<void>;
}

/** What the agents' room needs from the rest of the house. */
export interface AgentDeps extends TemplateDeps {
  chance: Chance;
  /** The tenant's own row: name, language, time zone, listed numbers. */
  tenant(tenantId: string): Promise<TenantRow | null>;
  /** What console users are called, by their ids; who is gone is left out. */
  names(userIds: string[]): Promise<ReadonlyMap<string, string>>;
  secrets: Pick<Secrets, "seal" | "open">;
  hints: JobHints;
  lines: Lines;
  model: Model;
  /** Whether this installation has Vertex AI. */
  hasVertex: boolean;
  spending(place: { tenantId: string; agentId: string }): Spending;
}
