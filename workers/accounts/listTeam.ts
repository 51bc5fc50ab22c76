import type { Invitation, TeamMember } from "../../schema/contract/team.ts";
import { desc } from "drizzle-orm";
import { invitations } from "../../schema/tables/platform.ts";
import { decodeCursor, encodeCursor } from "../platform/cursor.ts";
import { isPending } from "../platform/invitations.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { AccountDeps } from "./deps.ts";
import { invitationOnWire, memberOnWire } from "./teamOnWire.ts";

/** A page of the team, longest there first. */
export const listTeam = async (
  { team }: Pick<AccountDeps, "team">,
  tenantId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: TeamMember[]; nextCursor: string | null }> => {
  const [joinedAt, userId] = decodeCursor(cursor, 2) ?? [];
  const after = userId === undefined ? null : { joinedAt: Number(joinedAt), userId: String(userId) };
  const rows = await team.members(tenantId, after, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(memberOnWire),
    nextCursor: rows.length > limit && last ? encodeCursor([last.joinedAt, last.userId]) : null,
  };
};

/** More open invitations than this nobody looks through; the rate at which they can be sent keeps them few. */
const mostInvitations = 200;

export const listInvitations = async ({ accounts }: Pick<AccountDeps, "accounts">, db: TenantDb): Promise<Invitation[]> => {
  const rows = await db.all(invitations, { where: isPending()!, orderBy: [desc(invitations.createdAt)], limit: mostInvitations });
  const names = await accounts.names(rows.map(({ invitedBy }) => invitedBy));
  return rows.map((row) => invitationOnWire(row, names.get(row.invitedBy) ?? ""));
};
