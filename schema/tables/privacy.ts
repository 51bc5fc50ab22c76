import { sql } from "drizzle-orm";
import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Channel } from "../contract/enums.ts";
import type { ErasureCounts, ErasureScope, ErasureStep } from "../contract/erasures.ts";
import { contacts } from "./contacts.ts";
import { tenants } from "./platform.ts";

/** What it takes to find traces of a person. It goes with the erasure's end: it names them. */
export interface ErasureTrail {
  /** Names of WhatsApp lines they wrote to, besides those that the tenant has now. */
  lines: string[];
  /** Phones and WhatsApp ids. */
  addresses: string[];
  /** Lower-case: all, those that are proved to be theirs, and what they typed in at a sign-up. */
  emails: string[];
  provenEmails: string[];
  claimedEmails: string[];
}

/** An erasure: the row is the truth, its job only works it off. Once done it says that it was, and nothing of whose data it was. */
export const erasures = sqliteTable(
  "erasures",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    contactId: text("contact_id").notNull(),
    /** With those that had been joined into them. */
    contactIds: text("contact_ids", { mode: "json" }).$type<string[]>().notNull(),
    conversationIds: text("conversation_ids", { mode: "json" }).$type<string[]>().notNull(),
    scope: text().$type<ErasureScope>().notNull(),
    cause: text().$type<"asked" | "retention">().notNull(),
    /** Threads in which something was said since then are left alone; null: whatever was said. */
    quietSince: integer("quiet_since"),
    step: text().$type<ErasureStep>().notNull(),
    counts: text({ mode: "json" }).$type<ErasureCounts>().notNull(),
    trail: text({ mode: "json" }).$type<ErasureTrail>(),
    startedBy: text("started_by").notNull(),
    startedAt: integer("started_at").notNull(),
    finishedAt: integer("finished_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("erasures_contact").on(t.tenantId, t.contactId, t.id),
    uniqueIndex("erasures_open")
      .on(t.tenantId, t.contactId, t.scope)
      .where(sql`finished_at IS NULL`),
    foreignKey({ columns: [t.tenantId, t.contactId], foreignColumns: [contacts.tenantId, contacts.id] }),
  ],
);
export type ErasureRow = typeof erasures.$inferSelect;

/** A file of an erased message that still lies at the provider. */
export const erasureRemains = sqliteTable(
  "erasure_remains",
  {
    tenantId: text("tenant_id").notNull(),
    erasureId: text("erasure_id").notNull(),
    line: text().notNull(),
    url: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.erasureId, t.line, t.url] }),
    foreignKey({ columns: [t.tenantId, t.erasureId], foreignColumns: [erasures.tenantId, erasures.id] }),
  ],
);

/**
 * Addresses that said STOP and were erased since: nobody may write to them, and nobody can read from here who they are. The hash is
 * keyed with the installation's secret, so that trying all numbers needs that secret too.
 */
export const suppressions = sqliteTable(
  "suppressions",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    channel: text().$type<Channel>().notNull(),
    addressHash: text("address_hash").notNull(),
    /** When they said STOP, in milliseconds. */
    stoppedAt: integer("stopped_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.channel, t.addressHash] })],
);
