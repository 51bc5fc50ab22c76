import type { Setup } from "../../../../schema/contract/setup.ts";
import { createCached, type Cached } from "../../api/cached.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";

/** What no event tells (Twilio's first answer to the line) is looked for this often while somebody is looking. */
const lookEveryMs = 4_000;

/**
 * How far the first hour has come; live events say when to read it again (`realtime/setupNews.ts`).
 *
 * @param all also while it is put away: its own page shows it anyway
 */
export const createSetup = (all: boolean): Cached<Setup> =>
  createCached<Setup>(() => ({
    queryKey: keys.setupOf(all),
    queryFn: ({ signal }) => call("GET /api/setup", all ? { query: { all: "true" } } : {}, signal),
    refetchInterval: ({ state }) => (all && state.data?.isDone === false ? lookEveryMs : false),
  }));
