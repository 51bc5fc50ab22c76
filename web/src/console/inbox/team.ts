import { createCached, type Cached } from "../../api/cached.ts";
import { call, type CallResult } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";

const freshForMs = 5 * 60_000;

/** Who works here, as far as this user may know it. */
export const createTeam = (): Cached<CallResult<"GET /api/team">> =>
  createCached(() => ({
    queryKey: keys.team,
    queryFn: ({ signal }) => call("GET /api/team", {}, signal),
    staleTime: freshForMs,
  }));
