import * as z from "zod";
import { defineEndpoints } from "../endpoint.ts";
import { idOf } from "../ids.ts";
import { listOf, pageQuerySchema } from "../shapes.ts";
import { invitationSchema, inviteSchema, memberPatchSchema, teamMemberSchema } from "../team.ts";

const memberParams = z.object({ id: idOf("user") });
const invitationParams = z.object({ id: idOf("invitation") });

export const teamEndpoints = defineEndpoints({
  "GET /api/team": {
    summary: "Who is in the team, longest there first",
    realm: "console",
    query: pageQuerySchema,
    status: 200,
    response: listOf(teamMemberSchema),
  },
  "PATCH /api/team/members/{id}": {
    summary: "Change a member's role; it holds at once",
    realm: "console",
    needs: "manage",
    params: memberParams,
    body: memberPatchSchema,
    status: 200,
    response: teamMemberSchema,
    problems: ["last_owner"],
  },
  "DELETE /api/team/members/{id}": {
    summary: "Remove a member; their sessions of this tenant end at once",
    realm: "console",
    needs: "manage",
    params: memberParams,
    status: 204,
    problems: ["last_owner"],
  },
  "POST /api/team/leave": {
    summary: "Leave the team; ends the user's sessions of this tenant",
    realm: "console",
    status: 204,
    problems: ["last_owner"],
  },
  "GET /api/team/invitations": {
    summary: "Invitations that nobody has accepted yet, latest first",
    realm: "console",
    status: 200,
    response: listOf(invitationSchema),
  },
  "POST /api/team/invitations": {
    summary: "Mail somebody an invitation that is good for seven days",
    realm: "console",
    needs: "manage",
    body: inviteSchema,
    status: 201,
    response: invitationSchema,
    problems: ["already_member", "already_invited", "too_many_requests"],
  },
  "POST /api/team/invitations/{id}/resend": {
    summary: "Mail the invitation again, with a new link for seven days; the one before opens nothing any more",
    realm: "console",
    needs: "manage",
    params: invitationParams,
    status: 200,
    response: invitationSchema,
    problems: ["too_many_requests"],
  },
  "DELETE /api/team/invitations/{id}": {
    summary: "Take an invitation back",
    realm: "console",
    needs: "manage",
    params: invitationParams,
    status: 204,
  },
});
