import type { Invitation, TeamMember } from "../../schema/contract/team.ts";
import type { InvitationRow } from "../platform/invitations.ts";
import type { MemberRow } from "../platform/team.ts";

const iso = (at: number): string => new Date(at).toISOString();

export const memberOnWire = ({ joinedAt, lastSeenAt, ...member }: MemberRow): TeamMember => ({
  ...member,
  joinedAt: iso(joinedAt),
  lastSeenAt: lastSeenAt === null ? null : iso(lastSeenAt),
});

/** An invitation without its token, which nobody reads again. */
export const invitationOnWire = (row: InvitationRow, invitedByName: string): Invitation => ({
  id: row.id,
  email: row.email,
  role: row.role,
  invitedBy: { id: row.invitedBy, name: invitedByName },
  createdAt: iso(row.createdAt),
  expiresAt: iso(row.expiresAt),
});
