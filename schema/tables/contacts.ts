import { sql } from "drizzle-orm";
import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { AnswerLength, WritingStyle } from "../contract/agentShares.ts";
import type { IdentityKind } from "../contract/contacts.ts";
import type { Channel, ContactRole, CustomerLanguage, Level } from "../contract/enums.ts";
import { agents } from "./agents.ts";
import { tenants } from "./platform.ts";

export const contacts = sqliteTable(
  "contacts",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    displayName: text("display_name").notNull(),
    roles: text({ mode: "json" }).$type<ContactRole[]>().notNull(),
    language: text().$type<CustomerLanguage>(),
    /** `found` in what they wrote, or `set` by a person; what was set is never overwritten by what is found. */
    languageSource: text("language_source").$type<"found" | "set">(),
    note: text().notNull(),
    goal: text().notNull().default(""),
    blockedAt: integer("blocked_at"),
    /** When they were last made a client; kept by triggers, see the migrations. */
    clientSince: integer("client_since"),
    /** The level they have now, and whether they said STOP on some channel and nothing since: for lists alone, kept by triggers. */
    level: integer().$type<Level>().notNull().default(1),
    isStopped: integer("is_stopped", { mode: "boolean" }).notNull().default(false),
    /** Customer realm: set once the person has signed up on the public page. */
    passwordHash: text("password_hash"),
    /** The address signed up with: a claim until it is a verified identity, so it blocks and proves nothing. */
    claimedEmail: text("claimed_email"),
    /** The first AI message to a contact says that it is an AI; this is when that happened. */
    aiDisclosedAt: integer("ai_disclosed_at"),
    mergedInto: text("merged_into"),
    /** When it was erased: what is left is an empty row that takes nothing in any more, see the migrations. */
    deletedAt: integer("deleted_at"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("contacts_updated").on(t.tenantId, t.updatedAt),
    index("contacts_name").on(t.tenantId, t.displayName),
    index("contacts_claimed_email").on(t.tenantId, t.claimedEmail, t.id),
    index("contacts_merged")
      .on(t.tenantId, t.id, t.mergedInto)
      .where(sql`merged_into IS NOT NULL`),
  ],
);
export type ContactRow = typeof contacts.$inferSelect;

/** How a person is known: unique per tenant, so two tenants may know the same phone as two people. */
export const contactIdentities = sqliteTable(
  "contact_identities",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    contactId: text("contact_id").notNull(),
    kind: text().$type<IdentityKind>().notNull(),
    /** E.164 phone, WhatsApp business-scoped user id, lower-case e-mail, or the SHA-256 of a visitor's cookie. */
    value: text().notNull(),
    verifiedAt: integer("verified_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("contact_identities_value").on(t.tenantId, t.kind, t.value),
    index("contact_identities_contact").on(t.tenantId, t.contactId),
    foreignKey({ columns: [t.tenantId, t.contactId], foreignColumns: [contacts.tenantId, contacts.id] }),
  ],
);
export type IdentityRow = typeof contactIdentities.$inferSelect;

/** What a contact has paid for. Matched by contact or by a verified e-mail, so it may exist before the contact. */
export const subscriptions = sqliteTable(
  "subscriptions",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    contactId: text("contact_id"),
    email: text(),
    level: integer().notNull(),
    status: text().$type<"pending" | "active" | "canceled" | "expired">().notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("subscriptions_contact").on(t.tenantId, t.contactId),
    index("subscriptions_email").on(t.tenantId, t.email),
    foreignKey({ columns: [t.tenantId, t.contactId], foreignColumns: [contacts.tenantId, contacts.id] }),
  ],
);
export type SubscriptionRow = typeof subscriptions.$inferSelect;

/** Typed entries the consultant keeps: what a client's own context is made of on standard agents. */
export const dossierEntries = sqliteTable(
  "dossier_entries",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    contactId: text("contact_id").notNull(),
    kind: text().$type<"exercise" | "finance" | "consultation" | "note">().notNull(),
    title: text().notNull(),
    body: text().notNull(),
    happenedAt: integer("happened_at").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("dossier_entries_contact").on(t.tenantId, t.contactId, t.happenedAt),
    foreignKey({ columns: [t.tenantId, t.contactId], foreignColumns: [contacts.tenantId, contacts.id] }),
  ],
);

/** Customers signed in on the public page; a realm of its own, useless in the console. */
export const customerSessions = sqliteTable(
  "customer_sessions",
  {
    tenantId: text("tenant_id").notNull(),
    tokenHash: text("token_hash").notNull(),
    contactId: text("contact_id").notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.tokenHash] }),
    index("customer_sessions_contact").on(t.tenantId, t.contactId),
    index("customer_sessions_expires").on(t.expiresAt),
    foreignKey({ columns: [t.tenantId, t.contactId], foreignColumns: [contacts.tenantId, contacts.id] }),
  ],
);

/** What a contact said about being written to on a channel, with the words as evidence. The newest holds. */
export const consents = sqliteTable(
  "consents",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    contactId: text("contact_id").notNull(),
    channel: text().$type<Channel>().notNull(),
    state: text().$type<"stopped" | "started">().notNull(),
    evidence: text().notNull(),
    messageId: text("message_id"),
    /** The colleague who wrote down what was said elsewhere: on paper, on the telephone. */
    recordedBy: text("recorded_by"),
    at: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("consents_contact").on(t.tenantId, t.contactId, t.channel, t.at),
    foreignKey({ columns: [t.tenantId, t.contactId], foreignColumns: [contacts.tenantId, contacts.id] }),
  ],
);
export type ConsentRow = typeof consents.$inferSelect;

/** The two-step link of a browser and a WhatsApp number (DESIGN section 3, "Linking"). Codes are stored hashed. */
export const linkCodes = sqliteTable(
  "link_codes",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    agentId: text("agent_id").notNull(),
    /** The contact of the browser that asked. */
    webContactId: text("web_contact_id").notNull(),
    codeHash: text("code_hash").notNull(),
    /** Set once the code came back by WhatsApp. */
    whatsappContactId: text("whatsapp_contact_id"),
    confirmCodeHash: text("confirm_code_hash"),
    tries: integer().notNull(),
    expiresAt: integer("expires_at").notNull(),
    usedAt: integer("used_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("link_codes_code").on(t.tenantId, t.agentId, t.codeHash),
    index("link_codes_web_contact").on(t.tenantId, t.webContactId),
    foreignKey({ columns: [t.tenantId, t.agentId], foreignColumns: [agents.tenantId, agents.id] }),
    foreignKey({ columns: [t.tenantId, t.webContactId], foreignColumns: [contacts.tenantId, contacts.id] }),
  ],
);

/** A merge and the way back: which identities, conversations and rows came from the loser. */
export const contactMerges = sqliteTable(
  "contact_merges",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    winnerId: text("winner_id").notNull(),
    loserId: text("loser_id").notNull(),
    reason: text().$type<"whatsapp_link" | "sign_in" | "email_verified" | "console">().notNull(),
    moved: text({ mode: "json" }).$type<MovedRows>().notNull(),
    mergedAt: integer("merged_at").notNull(),
    undoneAt: integer("undone_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("contact_merges_loser").on(t.tenantId, t.loserId),
    index("contact_merges_winner").on(t.tenantId, t.winnerId, t.id),
    foreignKey({ columns: [t.tenantId, t.winnerId], foreignColumns: [contacts.tenantId, contacts.id] }),
    foreignKey({ columns: [t.tenantId, t.loserId], foreignColumns: [contacts.tenantId, contacts.id] }),
  ],
);

export type MergeRow = typeof contactMerges.$inferSelect;

/** Ids of the loser's rows that a merge handed to the winner, and what the winner's own row was before. */
export interface MovedRows {
  identities: string[];
  subscriptions: string[];
  dossierEntries: string[];
  /** What the loser had said about being written to; merges of an earlier day moved none. */
  consents?: string[];
  /** Token hashes of customer sessions. */
  customerSessions: string[];
  /** Agents that only the loser had told how to answer, or come to by a link; merges of an earlier day moved none. */
  readings?: string[];
  /** Conversations that only the loser had: they changed owner. */
  conversations: string[];
  /** Conversations both had with one agent: `loser` is sealed and forwards to `winner`. */
  sealed: { loser: string; winner: string }[];
  before: WinnerFields;
  /** How far the winner had come as a lead; null when they were none. Merges of an earlier day did not note it. */
  lead?: LeadBefore | null;
}

/** A row of `funnel`, as it was. */
export interface LeadBefore {
  agentId: string;
  newAt: number;
  repliedAt: number | null;
  engagedAt: number | null;
  qualifiedAt: number | null;
  convertedAt: number | null;
}

/** The fields of a winner that a merge fills from the loser where they were empty. */
export interface WinnerFields {
  displayName: string;
  roles: ContactRole[];
  language: CustomerLanguage | null;
  note: string;
  claimedEmail: string | null;
  aiDisclosedAt: number | null;
  /** Merges of an earlier day knew neither. */
  goal?: string;
  blockedAt?: number | null;
}

/** What one contact told one agent about how to be answered, and the share link they came by. */
export const agentReaders = sqliteTable(
  "agent_readers",
  {
    tenantId: text("tenant_id").notNull(),
    agentId: text("agent_id").notNull(),
    contactId: text("contact_id").notNull(),
    shareId: text("share_id"),
    writingStyle: text("writing_style").$type<WritingStyle>(),
    answerLength: text("answer_length").$type<AnswerLength>(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.contactId, t.agentId] }),
    index("agent_readers_share").on(t.tenantId, t.shareId),
    foreignKey({ columns: [t.tenantId, t.agentId], foreignColumns: [agents.tenantId, agents.id] }),
    foreignKey({ columns: [t.tenantId, t.contactId], foreignColumns: [contacts.tenantId, contacts.id] }),
  ],
);

/** A list of people that was uploaded: what was understood of each row, and what became of it. */
export const contactImports = sqliteTable(
  "contact_imports",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    fileName: text("file_name").notNull(),
    state: text().$type<"due" | "running" | "done" | "failed">().notNull(),
    total: integer().notNull(),
    done: integer().notNull(),
    created: integer().notNull(),
    updated: integer().notNull(),
    skipped: integer().notNull(),
    startedBy: text("started_by").notNull(),
    createdAt: integer("created_at").notNull(),
    finishedAt: integer("finished_at"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
);

export const contactImportRows = sqliteTable(
  "contact_import_rows",
  {
    tenantId: text("tenant_id").notNull(),
    importId: text("import_id").notNull(),
    /** Its line in the file, the heading's being 1. */
    line: integer().notNull(),
    fields: text({ mode: "json" }).$type<Record<string, string>>().notNull(),
    outcome: text().$type<"due" | "created" | "updated" | "skipped">().notNull(),
    /** A stable key of why it was skipped. */
    reason: text(),
    contactId: text("contact_id"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.importId, t.line] }),
    index("contact_import_rows_contact").on(t.tenantId, t.contactId),
    foreignKey({ columns: [t.tenantId, t.importId], foreignColumns: [contactImports.tenantId, contactImports.id] }),
  ],
);
