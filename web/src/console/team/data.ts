import type { Invitation, TeamMember } from "../../../../schema/contract/team.ts";
import { createCached, type Cached } from "../../api/cached.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import type { Page } from "../../api/paged.ts";

const mostPages = 20;

/** The whole team: a handful of people, or at most a few pages of them. */
const readTeam = async (signal: AbortSignal): Promise<Page<TeamMember>> => {
  let page: Page<TeamMember> = { items: [], nextCursor: null };
  for (let n = 0; n < mostPages; n++) {
    const query = { limit: 100, ...(page.nextCursor ? { cursor: page.nextCursor } : {}) };
    const next = await call("GET /api/team", { query }, signal);
    page = { items: [...page.items, ...next.items], nextCursor: next.nextCursor };
    if (next.nextCursor === null) break;
  }
  return page;
};

export const createWholeTeam = (): Cached<Page<TeamMember>> =>
  createCached(() => ({ queryKey: keys.team, queryFn: ({ signal }) => readTeam(signal) }));

export const createInvitations = (): Cached<Page<Invitation>> =>
  createCached(() => ({
    queryKey: keys.invitations,
    queryFn: ({ signal }) => call("GET /api/team/invitations", {}, signal),
  }));
