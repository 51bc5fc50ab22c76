import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { restoreStates } from "../contract/backup.ts";
import type { AlertKind } from "../contract/health.ts";
import type { JobKind } from "../contract/jobs.ts";
import type { Language, MembershipRole } from "../contract/enums.ts";
import type { ProblemKey } from "../contract/problems.ts";
import type { OfficeHours } from "../contract/settings.ts";

export const tenants = sqliteTable("tenants", {
  id: text().primaryKey(),
  name: text().notNull(),
  language: text().$type<Language>().notNull(),
  timeZone: text("time_zone").notNull(),
  consultantPhones: text("consultant_phones", { mode: "json" }).$type<string[]>().notNull(),
  receptionPhones: text("reception_phones", { mode: "json" }).$type<string[]>().notNull(),
  alertEmail: text("alert_email"),
  officeHours: text("office_hours", { mode: "json" }).$type<OfficeHours>(),
  awayText: text("away_text").notNull().default(""),
  /** Someone put the first steps away, or they were all done. */
  setupHiddenAt: integer("setup_hidden_at"),
  /** Counts the changes of the settings: a form that was opened before one is told so. */
  settingsVersion: integer("settings_version").notNull().default(1),
  removeProviderMedia: integer("remove_provider_media", { mode: "boolean" }).notNull().default(false),
  /** For how many days after somebody's last message theirs are kept, and their files; null for ever. */
  keepMessagesDays: integer("keep_messages_days"),
  keepFilesDays: integer("keep_files_days"),
  /** Up to which contact the present round of the retention has come, and when the last whole round began; see `privacy/retention.ts`. */
  retentionAfter: text("retention_after"),
  retentionAt: integer("retention_at"),
  /** The tenant's own model key, sealed; null means the platform's pool. */
  modelKeySealed: text("model_key_sealed"),
  /** When the provider refused that key; null while it is taken, and as soon as it is replaced. */
  modelKeyRefusedAt: integer("model_key_refused_at"),
  /** When the provider last took that key at somebody's asking; null as soon as it is replaced. */
  modelKeyCheckedAt: integer("model_key_checked_at"),
  createdAt: integer("created_at").notNull(),
});

/** Console users. A person may belong to several tenants, so the user row knows none. */
export const users = sqliteTable(
  "users",
  {
    id: text().primaryKey(),
    email: text().notNull(),
    name: text().notNull(),
    passwordHash: text("password_hash").notNull(),
    emailVerifiedAt: integer("email_verified_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [uniqueIndex("users_email").on(t.email)],
);

export const memberships = sqliteTable(
  "memberships",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    role: text().$type<MembershipRole>().notNull(),
    createdAt: integer("created_at").notNull(),
    /** When the member was last there, exact to the day. */
    lastSeenAt: integer("last_seen_at"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.userId] }), index("memberships_user").on(t.userId)],
);

/** Someone asked by mail to join a tenant's team. The link's token is stored only as its SHA-256. */
export const invitations = sqliteTable(
  "invitations",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    email: text().notNull(),
    role: text().$type<MembershipRole>().notNull(),
    tokenHash: text("token_hash").notNull(),
    invitedBy: text("invited_by").notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    acceptedAt: integer("accepted_at"),
    revokedAt: integer("revoked_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("invitations_token").on(t.tokenHash),
    uniqueIndex("invitations_open")
      .on(t.tenantId, t.email)
      .where(sql`accepted_at IS NULL AND revoked_at IS NULL`),
  ],
);

/** Console sessions: the opaque token is stored only as its SHA-256. */
export const consoleSessions = sqliteTable(
  "console_sessions",
  {
    tokenHash: text("token_hash").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    /** What signed in, as its user may recognise it: browser and system, no more. */
    device: text().notNull().default(""),
  },
  (t) => [index("console_sessions_user").on(t.userId), index("console_sessions_expires").on(t.expiresAt)],
);

/** Single-use links sent by mail to console users and customers: verify, reset. Stored hashed. */
export const mailTokens = sqliteTable(
  "mail_tokens",
  {
    tokenHash: text("token_hash").primaryKey(),
    purpose: text().$type<"verify_user" | "reset_password" | "verify_customer">().notNull(),
    userId: text("user_id"),
    tenantId: text("tenant_id"),
    contactId: text("contact_id"),
    email: text().notNull(),
    expiresAt: integer("expires_at").notNull(),
    usedAt: integer("used_at"),
  },
  (t) => [
    index("mail_tokens_expires").on(t.expiresAt),
    index("mail_tokens_user").on(t.userId),
    index("mail_tokens_contact")
      .on(t.tenantId, t.contactId)
      .where(sql`contact_id IS NOT NULL`),
  ],
);

/** Privileged actions, written in the same batch as what they did. */
export const auditEntries = sqliteTable(
  "audit_entries",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    actor: text().notNull(),
    action: text().notNull(),
    subject: text().notNull(),
    detail: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
);

/** The platform's pool of model keys: leads are always answered with one of these. */
export const poolKeys = sqliteTable(
  "pool_keys",
  {
    id: text().primaryKey(),
    label: text().notNull(),
    keySealed: text("key_sealed").notNull(),
    fingerprint: text().notNull(),
    /** The key's last characters. */
    hint: text().notNull().default(""),
    /** The Google Cloud project: its keys share one quota. */
    project: text(),
    /** Calls a day that the project allows. */
    dailyQuota: integer("daily_quota"),
    isActive: integer("is_active", { mode: "boolean" }).notNull(),
    lastUsedAt: integer("last_used_at").notNull(),
    usageCount: integer("usage_count").notNull(),
    /** Set after a 429 or 5xx: the key rests until then. */
    restsUntil: integer("rests_until").notNull(),
    createdAt: integer("created_at").notNull(),
    /** Removed or replaced: only the fingerprint is left, so that `GEMINI_API_KEYS` doesn't bring the key back. */
    retiredAt: integer("retired_at"),
  },
  (t) => [uniqueIndex("pool_keys_fingerprint").on(t.fingerprint)],
);

/** One row per use of a pool key: which key, for whom, how it ended. */
export const keyRotationLog = sqliteTable(
  "key_rotation_log",
  {
    id: integer().primaryKey(),
    keyId: text("key_id").notNull(),
    tenantId: text("tenant_id").notNull(),
    conversationId: text("conversation_id"),
    outcome: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [index("key_rotation_log_at").on(t.at)],
);

/**
 * What each key did on each day (in California, as the provider counts): a tenant's own key is named by its tenant's id, the
 * account of Vertex AI by `vertex`.
 */
export const keyUsage = sqliteTable(
  "key_usage",
  {
    keyId: text("key_id").notNull(),
    day: text().notNull(),
    calls: integer().notNull(),
    failures: integer().notNull(),
    tokens: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.keyId, t.day] }), index("key_usage_day").on(t.day)],
);

/** Something a person should look at; open until its cause has ended. */
export const alerts = sqliteTable(
  "alerts",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    kind: text().$type<AlertKind>().notNull(),
    /** What it is about; with `kind` it names the trouble, so that it is raised once while it lasts. */
    subject: text().notNull(),
    detail: text().notNull(),
    openedAt: integer("opened_at").notNull(),
    closedAt: integer("closed_at"),
    mailedAt: integer("mailed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("alerts_open")
      .on(t.tenantId, t.kind, t.subject)
      .where(sql`closed_at IS NULL`),
    index("alerts_opened").on(t.tenantId, t.openedAt),
  ],
);

/** Work to be done later: the row is the truth, the queue only points at it. */
export const jobs = sqliteTable(
  "jobs",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    kind: text().$type<JobKind>().notNull(),
    /** Two jobs with one key are one job. */
    uniqueKey: text("unique_key").notNull(),
    payload: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
    state: text().$type<"due" | "leased" | "done" | "failed">().notNull(),
    attempts: integer().notNull(),
    /** When it is due, or, while leased, when the lease has expired. */
    dueAt: integer("due_at").notNull(),
    failure: text(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("jobs_unique").on(t.tenantId, t.uniqueKey),
    index("jobs_due").on(t.state, t.dueAt),
    index("jobs_of_tenant").on(t.tenantId, t.state, t.dueAt),
  ],
);

/** A file of a tenant's in R2. */
export const files = sqliteTable(
  "files",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    r2Key: text("r2_key").notNull(),
    name: text().notNull(),
    mediaType: text("media_type").notNull(),
    bytes: integer().notNull(),
    sha256: text().notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
);

/** A backup's file on its way into this installation (`workers/backup`). */
export const restores = sqliteTable("restores", {
  id: text().primaryKey(),
  state: text().$type<(typeof restoreStates)[number]>().notNull(),
  /** Whose backup it is, once that has been read: no reference, since it may never be there. */
  tenantId: text("tenant_id"),
  tenantName: text("tenant_name"),
  /** How far it has come; null before it is read. */
  place: text({ mode: "json" }).$type<RestorePlace>(),
  totalBytes: integer("total_bytes").notNull(),
  failure: text().$type<ProblemKey>(),
  failureDetail: text("failure_detail"),
  startedBy: text("started_by").notNull(),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
});

/** Between two records of a backup's file. */
export interface RestorePlace {
  /** Where the next record begins, and which it is, counted from 0. */
  offset: number;
  index: number;
  /** When the backup began to be made, in milliseconds. */
  since: number;
  /** Users that the file names, for taking back. */
  userIds: string[];
  /** Objects of numbers that have been brought, for taking back. */
  lines: string[];
  /** The last conversation that was told to go on. */
  woken: string | null;
  /** The tenant can be used: it is not taken back any more. */
  isOpen: boolean;
}

/** How often something was tried of late, by a key that names the action and (hashed) who tried it; see `platform/rateLimits.ts`. */
export const rateLimits = sqliteTable(
  "rate_limits",
  {
    key: text().primaryKey(),
    count: integer().notNull(),
    /** When the window ends and counting starts anew. */
    resetsAt: integer("resets_at").notNull(),
  },
  (t) => [index("rate_limits_resets").on(t.resetsAt)],
);
