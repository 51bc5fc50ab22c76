import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import type { AgentShare, sharePatchSchema } from "../../schema/contract/agentShares.ts";
import { agentShares } from "../../schema/tables/agents.ts";
import { agentReaders } from "../../schema/tables/contacts.ts";
import { audit } from "../platform/audit.ts";
import type { Chance } from "../platform/clock.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { given } from "./given.ts";
import { countReadersOf, shareOnWire, type ShareRow } from "./shares.ts";

interface ShareName {
  agentId: string;
  shareId: string;
}

const find = (db: TenantDb, { agentId, shareId }: ShareName): Promise<ShareRow | null> =>
  db.first(agentShares, and(eq(agentShares.id, shareId), eq(agentShares.agentId, agentId)));

/** Changes a link for those who came by it already, too: the next turn of theirs uses it. */
export const patchShare = async (
  { chance }: { chance: Chance },
  db: TenantDb,
  name: ShareName,
  changes: z.output<typeof sharePatchSchema>,
  actor: string,
): Promise<AgentShare | Refusal> => {
  const before = await find(db, name);
  if (!before) return refuse("not_found");
  const set = { ...given(changes), updatedAt: chance.now() };
  await db.batch([
    db.update(agentShares, set, eq(agentShares.id, before.id)),
    audit(db, chance, { actor, action: "share.changed", subject: before.id, detail: { fields: Object.keys(given(changes)) } }),
  ]);
  return shareOnWire({ ...before, ...set }, await countReadersOf(db, before.id));
};

/** Takes a link away. Its page stays open to whoever has the address; what they told the agent about themselves stays theirs. */
export const deleteShare = async (
  { chance }: { chance: Chance },
  db: TenantDb,
  name: ShareName,
  actor: string,
): Promise<undefined | Refusal> => {
  const before = await find(db, name);
  if (!before) return refuse("not_found");
  await db.batch([
    db.update(agentReaders, { shareId: null }, eq(agentReaders.shareId, before.id)),
    db.remove(agentShares, eq(agentShares.id, before.id)),
    audit(db, chance, { actor, action: "share.deleted", subject: before.id, detail: { agentId: name.agentId } }),
  ]);
  return undefined;
};
