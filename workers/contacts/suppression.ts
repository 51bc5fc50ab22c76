import { eq, sql, type SQL } from "drizzle-orm";
import { suppressions } from "../../schema/tables/privacy.ts";
import type { KeyedHash } from "../platform/keyedHash.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { oneOf } from "./oneOf.ts";
import { readConsents } from "./readConsents.ts";
import { readIdentities } from "./readIdentities.ts";

const isOnWhatsapp = (hashes: string[]): SQL =>
  sql`${eq(suppressions.channel, "whatsapp")} AND ${oneOf(suppressions.addressHash, hashes)}`;

/**
 * A STOP outlives its person's data: whoever said so and was erased is not written to first, also when a list brings the number back.
 * What is kept for that is a keyed hash of the address and the time of the STOP (GDPR, article 17(3)(b) and recital 65: as far as it is
 * needed to honour the objection). A START of theirs, to whoever they are by then, takes it back.
 */
export const keepStop = async (
  hash: KeyedHash,
  db: TenantDb,
  { contactIds, addresses }: { contactIds: string[]; addresses: string[] },
): Promise<Statement[]> => {
  const said = (await readConsents(db, contactIds)).filter(({ channel }) => channel === "whatsapp");
  const [held] = said.toSorted((a, b) => b.at - a.at);
  if (!held) return [];
  const hashes = await Promise.all(addresses.map((address) => hash(db.tenantId, address)));
  if (held.state === "started") return hashes.length === 0 ? [] : [db.remove(suppressions, isOnWhatsapp(hashes.flat()))];
  return hashes.map(([addressHash]) =>
    db.insert(suppressions, { channel: "whatsapp", addressHash, stoppedAt: held.at }, { do: "nothing" }),
  );
};

/** Whether a contact must not be written to first on WhatsApp: by what they last said, or, if that was nothing, by what their number did. */
export const mustNotBeWrittenTo = async (hash: KeyedHash, db: TenantDb, contactId: string): Promise<boolean> => {
  const held = (await readConsents(db, [contactId])).find(({ channel }) => channel === "whatsapp");
  if (held) return held.state === "stopped";
  const identities = (await readIdentities(db, [contactId])).filter(({ kind }) => kind === "phone" || kind === "whatsapp");
  const hashes = await Promise.all(identities.map(({ value }) => hash(db.tenantId, value)));
  if (hashes.length === 0) return false;
  const [found] = await db.pick({ one: sql<number>`1` }, suppressions, { where: isOnWhatsapp(hashes.flat()), limit: 1 });
  return found !== undefined;
};
