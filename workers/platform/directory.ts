import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, notExists, or, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { MembershipRole } from "../../schema/contract/enums.ts";
import type { JobHint } from "../../schema/contract/jobs.ts";
import { agents, whatsappLines } from "../../schema/tables/agents.ts";
import { contactIdentities, customerSessions } from "../../schema/tables/contacts.ts";
import { linkPreviews } from "../../schema/tables/inboxTools.ts";
import { media } from "../../schema/tables/media.ts";
import { alerts, memberships, restores, tenants, users } from "../../schema/tables/platform.ts";
import { builderOf } from "./builder.ts";
import type { Trip } from "./trip.ts";

export type TenantRow = typeof tenants.$inferSelect;

/** A WhatsApp number and whose it is. */
export interface LinePlace {
  tenantId: string;
  lineId: string;
  agentId: string;
  accountSid: string;
  number: string;
}

/** Where a page's visitor is, and who: the customer who is signed in there, the contact of the visitor cookie. */
export interface PageVisit {
  tenantId: string;
  agentId: string;
  customerId: string | null;
  visitorId: string | null;
}

const linePlace = {
  tenantId: whatsappLines.tenantId,
  lineId: whatsappLines.id,
  agentId: whatsappLines.agentId,
  accountSid: whatsappLines.accountSid,
  number: whatsappLines.number,
};

/**
 * The only place that looks across tenants: named queries, each on an index, that say *where* something is. What is there is
 * then read through that tenant's `TenantDb` (DESIGN section 1, idea 7).
 */
export class Directory {
  readonly #db: DrizzleD1Database;

  constructor(d1: D1Database) {
    this.#db = builderOf(d1);
  }

  /**
   * The agent behind a public address, switched on or not, and whom of its tenant's contacts the looker's cookies belong to: all
   * in one, since the page's first token waits for it. Indexes `agents_slug`, `contact_identities_value` and the sessions' key.
   *
   * @param trip what it travels with
   */
  async pageVisit(
    slug: string,
    { sessionHash, visitorHash }: { sessionHash: string | null; visitorHash: string | null },
    now: number,
    trip?: Trip,
  ): Promise<PageVisit | null> {
    const live = and(
      eq(customerSessions.tenantId, agents.tenantId),
      eq(customerSessions.tokenHash, sessionHash ?? ""),
      gt(customerSessions.expiresAt, now),
    );
    const known = and(
      eq(contactIdentities.tenantId, agents.tenantId),
      eq(contactIdentities.kind, "visitor"),
      eq(contactIdentities.value, visitorHash ?? ""),
    );
    const query = this.#db
      .select({
        tenantId: agents.tenantId,
        agentId: agents.id,
        // By names of their own: on a trip, two columns of one name would become one.
        customerId: sql<string | null>`${customerSessions.contactId}`.as("customer_id"),
        visitorId: sql<string | null>`${contactIdentities.contactId}`.as("visitor_id"),
      })
      .from(agents)
      .leftJoin(customerSessions, live)
      .leftJoin(contactIdentities, known)
      .where(and(eq(agents.slug, slug), isNull(agents.deletedAt)))
      .limit(1);
    return firstOf<PageVisit>(query, trip);
  }

  /** The line of a WhatsApp number. Index `whatsapp_lines_number`. */
  async lineByNumber(accountSid: string, number: string): Promise<LinePlace | null> {
    const [row] = await this.#db
      .select(linePlace)
      .from(whatsappLines)
      .where(and(eq(whatsappLines.accountSid, accountSid), eq(whatsappLines.number, number)))
      .limit(1);
    return row ?? null;
  }

  /** Every line, a page at a time, in the order of its primary key. */
  async linesAfter(last: Pick<LinePlace, "tenantId" | "lineId"> | null, limit: number): Promise<LinePlace[]> {
    const after =
      last &&
      or(
        gt(whatsappLines.tenantId, last.tenantId),
        and(eq(whatsappLines.tenantId, last.tenantId), gt(whatsappLines.id, last.lineId)),
      );
    return this.#db
      .select(linePlace)
      .from(whatsappLines)
      .where(after ?? undefined)
      .orderBy(asc(whatsappLines.tenantId), asc(whatsappLines.id))
      .limit(limit);
  }

  /**
   * Jobs whose time has come, those included whose lease ran out. Each tenant's first comes before anybody's second, so that one
   * with thousands of them keeps no other waiting; among the first, whichever has waited longest. Index `jobs_of_tenant`, by which tenants without any are leapt over.
   */
  async dueJobs(now: number, limit: number): Promise<JobHint[]> {
    const ofTenant = (state: "due" | "leased") => sql`SELECT * FROM (SELECT id, due_at FROM jobs
      WHERE tenant_id = busy.id AND state = ${state} AND due_at <= ${now} ORDER BY due_at LIMIT ${limit})`;
    return this.#db.all<JobHint>(sql`
      WITH RECURSIVE busy (id) AS (
        SELECT MIN(tenant_id) FROM jobs
        UNION ALL SELECT (SELECT MIN(tenant_id) FROM jobs WHERE tenant_id > busy.id) FROM busy WHERE busy.id IS NOT NULL
      )
      SELECT busy.id AS tenantId, json_each.value ->> 0 AS jobId FROM busy CROSS JOIN json_each((
        SELECT json_group_array(json_array(id, due_at)) FROM (${ofTenant("due")} UNION ALL ${ofTenant("leased")} ORDER BY due_at)
      )) WHERE busy.id IS NOT NULL ORDER BY json_each.key, json_each.value ->> 1 LIMIT ${limit}`);
  }

  /** Uploads from before a moment that no message was sent with. Index `media_unsent`. */
  async unsentUploads(before: number, limit: number): Promise<{ tenantId: string; mediaId: string }[]> {
    return this.#db
      .select({ tenantId: media.tenantId, mediaId: media.id })
      .from(media)
      .where(and(isNull(media.messageId), lte(media.createdAt, before)))
      .orderBy(asc(media.createdAt))
      .limit(limit);
  }

  /** What was found behind links and may be asked for again since before a moment. Index `link_previews_expired`. */
  async expiredPreviews(before: number, limit: number): Promise<{ tenantId: string; urlHash: string }[]> {
    return this.#db
      .select({ tenantId: linkPreviews.tenantId, urlHash: linkPreviews.urlHash })
      .from(linkPreviews)
      .where(lte(linkPreviews.expiresAt, before))
      .orderBy(asc(linkPreviews.expiresAt))
      .limit(limit);
  }

  /** Tenants whose health is watched: those with a line, and those with an alert that may be over. In the order of their ids. */
  async tenantsToWatch(after: string | null, limit: number): Promise<string[]> {
    const withLine = this.#db
      .select({ id: whatsappLines.tenantId })
      .from(whatsappLines)
      .where(after === null ? undefined : gt(whatsappLines.tenantId, after));
    const withAlert = this.#db
      .select({ id: alerts.tenantId })
      .from(alerts)
      .where(and(isNull(alerts.closedAt), after === null ? undefined : gt(alerts.tenantId, after)));
    const rows = await withLine
      .union(withAlert)
      .orderBy(sql`1`)
      .limit(limit);
    return rows.map(({ id }) => id);
  }

  /** All tenants that are whole, a page at a time, by their ids. */
  async tenantsAfter(after: string | null, limit: number): Promise<Pick<TenantRow, "id" | "timeZone">[]> {
    return this.#db
      .select({ id: tenants.id, timeZone: tenants.timeZone })
      .from(tenants)
      .where(and(after === null ? undefined : gt(tenants.id, after), notExists(this.#restoring())))
      .orderBy(asc(tenants.id))
      .limit(limit);
  }

  /** A restore that has not yet brought all of the tenant. */
  #restoring() {
    const { id, tenantId, state } = restores;
    return this.#db
      .select({ id })
      .from(restores)
      .where(and(eq(tenantId, tenants.id), eq(state, "restoring")));
  }

  /** Tenants that keep messages or files for a time only, a page at a time, by their ids. */
  async tenantsWithRetention(after: string | null, limit: number): Promise<TenantRow[]> {
    const isLimited = or(isNotNull(tenants.keepMessagesDays), isNotNull(tenants.keepFilesDays));
    return this.#db
      .select()
      .from(tenants)
      .where(and(isLimited, after === null ? undefined : gt(tenants.id, after)))
      .orderBy(asc(tenants.id))
      .limit(limit);
  }

  /** The tenants of users with these e-mails, as far as the e-mails are confirmed. Indexes `users_email`, `memberships_user`. */
  async tenantsOfEmails(emails: readonly string[]): Promise<string[]> {
    if (emails.length === 0) return [];
    const rows = await this.#db
      .selectDistinct({ id: memberships.tenantId })
      .from(users)
      .innerJoin(memberships, eq(memberships.userId, users.id))
      .where(and(inArray(users.email, emails.slice(0, 90)), isNotNull(users.emailVerifiedAt)));
    return rows.map(({ id }) => id);
  }

  /** The tenant's own row: name, language, time zone, listed numbers, sealed model key. */
  async tenant(tenantId: string, trip?: Trip): Promise<TenantRow | null> {
    return firstOf<TenantRow>(this.#db.select().from(tenants).where(eq(tenants.id, tenantId)).limit(1), trip);
  }

  /** The tenants a console user belongs to, oldest membership first. Index `memberships_user`. */
  async membershipsOf(userId: string): Promise<{ tenantId: string; role: MembershipRole; lastSeenAt: number | null }[]> {
    return this.#db
      .select({ tenantId: memberships.tenantId, role: memberships.role, lastSeenAt: memberships.lastSeenAt })
      .from(memberships)
      .where(eq(memberships.userId, userId))
      .orderBy(asc(memberships.createdAt), asc(memberships.tenantId));
  }
}

const firstOf = async <R>(query: PromiseLike<R[]> & BatchItem<"sqlite">, trip: Trip | undefined): Promise<R | null> => {
  const [row] = trip ? ((await trip.read(query)) as R[]) : await query;
  return row ?? null;
};
