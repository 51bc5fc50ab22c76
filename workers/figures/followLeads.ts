import { sql } from "drizzle-orm";
import type { IdentityKind } from "../../schema/contract/contacts.ts";
import { isPlaceholderName } from "../contacts/displayName.ts";
import { calendarDay } from "../platform/calendarDay.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { followed, type Exchange, type Progress, type Standing } from "./funnelSteps.ts";
import { sayStale } from "./staleDays.ts";
import { answerer, type CountedMessage } from "./tally.ts";

const idsAtOnce = 400;

interface PersonRow extends Record<string, unknown>, Partial<Progress> {
  contactId: string;
  displayName: string;
  clientSince: number | null;
  goal: string;
  updatedAt: number;
  identities: string;
  agentId: string | null;
}

/** A contact that changed: who they are today, and whether that is by having been joined into them. */
export interface ChangedContact extends Record<string, unknown> {
  id: string;
  isJoined: 0 | 1;
}

/**
 * Contacts that changed since then: their name, address, goal or role may have carried them on. Who was joined into somebody counts as
 * that one. Index `contacts_updated`.
 */
export const changedContacts = (db: TenantDb, since: number): Promise<ChangedContact[]> =>
  db.raw<ChangedContact>(
    (tenantId) => sql`
      SELECT coalesce(k.merged_into, k.id) AS id, k.merged_into IS NOT NULL AS isJoined FROM contacts AS k INDEXED BY contacts_updated
      JOIN funnel AS f ON f.tenant_id = k.tenant_id AND f.contact_id = k.id
      WHERE k.tenant_id = ${tenantId} AND k.updated_at >= ${since}
        AND (f.qualified_at IS NULL OR f.converted_at IS NULL OR k.merged_into IS NOT NULL)`,
  );

/**
 * Whoever was joined into somebody since then brings along how far they had come: of two dates the earlier holds. To somebody who was a
 * client before that, they bring nothing.
 */
export const joinLeads = (db: TenantDb, since: number): Statement => {
  const earlier = (date: string) => sql.raw(`${date} = coalesce(min(${date}, excluded.${date}), ${date}, excluded.${date})`);
  return db.rawStatement(
    (tenantId) => sql`
      INSERT INTO funnel (tenant_id, contact_id, agent_id, new_at, replied_at, engaged_at, qualified_at, converted_at)
      SELECT f.tenant_id, w.id, f.agent_id, f.new_at, f.replied_at, f.engaged_at, f.qualified_at, f.converted_at
      FROM contacts AS k INDEXED BY contacts_updated
      CROSS JOIN funnel AS f ON f.tenant_id = k.tenant_id AND f.contact_id = k.id
      CROSS JOIN contacts AS w ON w.tenant_id = k.tenant_id AND w.id = k.merged_into
      WHERE k.tenant_id = ${tenantId} AND k.updated_at >= ${since} AND (w.client_since IS NULL OR w.client_since > f.new_at)
      ON CONFLICT (tenant_id, contact_id) DO UPDATE SET agent_id = iif(excluded.new_at < new_at, excluded.agent_id, agent_id),
        new_at = min(new_at, excluded.new_at), ${earlier("replied_at")}, ${earlier("engaged_at")}, ${earlier("qualified_at")},
        ${earlier("converted_at")}`,
  );
};

/**
 * Carries the leads among these people on, as far as their messages and what is known of them say. The days on which they came and were
 * won are stale then.
 *
 * @param messages in order; of other people too
 */
export const followLeads = async (
  db: TenantDb,
  timeZone: string,
  messages: readonly CountedMessage[],
  changed: readonly string[],
): Promise<Statement[]> => {
  const byContact = Map.groupBy(messages, ({ contactId }) => contactId);
  const ids = [...new Set([...byContact.keys(), ...changed])];
  const statements: Statement[] = [];
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    const people = await readPeople(db, ids.slice(at, at + idsAtOnce));
    const steps = people.flatMap((person) => stepOf(person, byContact.get(person.contactId) ?? []));
    const dates = steps.flatMap(({ newAt, convertedAt }) => (convertedAt === null ? [newAt] : [newAt, convertedAt]));
    const days = dates.map((at) => calendarDay(at, timeZone));
    if (steps.length > 0) statements.push(write(db, steps), sayStale(db, "leads", days));
  }
  return statements;
};

const readPeople = (db: TenantDb, ids: string[]): Promise<PersonRow[]> =>
  db.raw<PersonRow>(
    (tenantId) => sql`
      SELECT k.id AS contactId, k.display_name AS displayName, k.client_since AS clientSince, k.goal, k.updated_at AS updatedAt,
        (SELECT json_group_array(json_object('kind', i.kind, 'value', i.value)) FROM contact_identities AS i
          WHERE i.tenant_id = k.tenant_id AND i.contact_id = k.id) AS identities,
        f.agent_id AS agentId, f.new_at AS newAt, f.replied_at AS repliedAt, f.engaged_at AS engagedAt, f.qualified_at AS qualifiedAt,
        f.converted_at AS convertedAt
      FROM json_each(${JSON.stringify(ids)}) AS wanted
      CROSS JOIN contacts AS k ON k.tenant_id = ${tenantId} AND k.id = wanted.value AND k.merged_into IS NULL AND k.deleted_at IS NULL
      LEFT JOIN funnel AS f ON f.tenant_id = k.tenant_id AND f.contact_id = k.id`,
  );

interface Step extends Progress {
  contactId: string;
  agentId: string;
}

const stepOf = (person: PersonRow, messages: readonly CountedMessage[]): Step[] => {
  const known = progressOf(person);
  const after = followed(known, messages.flatMap(exchangeOf), standingOf(person));
  const agentId = person.agentId ?? messages.find(({ direction }) => direction === "inbound")?.agentId;
  if (!after || !agentId || (known && isSame(known, after))) return [];
  return [{ contactId: person.contactId, agentId, ...after }];
};

const progressOf = ({ newAt, repliedAt, engagedAt, qualifiedAt, convertedAt }: PersonRow): Progress | null =>
  newAt === undefined || newAt === null
    ? null
    : {
        newAt,
        repliedAt: repliedAt ?? null,
        engagedAt: engagedAt ?? null,
        qualifiedAt: qualifiedAt ?? null,
        convertedAt: convertedAt ?? null,
      };

const isSame = (a: Progress, b: Progress): boolean =>
  a.repliedAt === b.repliedAt &&
  a.engagedAt === b.engagedAt &&
  a.qualifiedAt === b.qualifiedAt &&
  a.convertedAt === b.convertedAt;

const exchangeOf = (message: CountedMessage): Exchange[] => {
  const { direction, acceptedAt: at } = message;
  if (direction === "inbound") return [{ at, by: "customer" }];
  return answerer(message) ? [{ at, by: "us" }] : [];
};

const standingOf = ({ displayName, clientSince, goal, identities, updatedAt }: PersonRow): Standing => {
  const known = JSON.parse(identities) as { kind: IdentityKind; value: string }[];
  const hasName = displayName.trim() !== "" && !isPlaceholderName(displayName, known);
  return {
    clientSince,
    isQualified: hasName && (goal.trim() !== "" || known.some(({ kind }) => kind === "email")),
    changedAt: updatedAt,
  };
};

/** A date that is there stays, whoever else was counting meanwhile. */
const write = (db: TenantDb, steps: readonly Step[]): Statement =>
  db.rawStatement(
    (tenantId) => sql`
      INSERT INTO funnel (tenant_id, contact_id, agent_id, new_at, replied_at, engaged_at, qualified_at, converted_at)
      SELECT ${tenantId}, s.value ->> 'contactId', s.value ->> 'agentId', s.value ->> 'newAt', s.value ->> 'repliedAt',
        s.value ->> 'engagedAt', s.value ->> 'qualifiedAt', s.value ->> 'convertedAt'
      FROM json_each(${JSON.stringify(steps)}) AS s WHERE true
      ON CONFLICT (tenant_id, contact_id) DO UPDATE SET replied_at = ifnull(replied_at, excluded.replied_at),
        engaged_at = ifnull(engaged_at, excluded.engaged_at), qualified_at = ifnull(qualified_at, excluded.qualified_at),
        converted_at = ifnull(converted_at, excluded.converted_at)`,
  );
