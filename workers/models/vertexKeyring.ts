import { wordsOf } from "../platform/causes.ts";
import type { Chance } from "../platform/clock.ts";
import type { KeyUse } from "../platform/keyUsage.ts";
import { restAfter } from "../platform/poolKeys.ts";
import type { AccessTokens } from "./accessToken.ts";
import type { Keyring } from "./keyring.ts";

/** How Vertex AI has done of late, and its tokens: one for a whole isolate. */
export interface VertexAccess {
  tokens: AccessTokens;
  /** Set after a rate limit, a fault or a refusal: whoever can go elsewhere does until then. */
  rest: { lastUsedAt: number; restsUntil: number };
  /** Notes a use in the day's figures; nobody waits for it. */
  note(use: KeyUse, tokens: number): void;
}

/** An account that is refused (a role is missing, the project has no billing) is asked again once somebody may have seen to it. */
const refusedRestMs = 60_000;

/**
 * The service account as a keyring. `hasty`: one try, none while it rests, since AI Studio answers next. `patient`: as many as
 * anybody's, also while it rests, since nobody else may answer.
 */
export const createVertexKeyring = (access: VertexAccess, chance: Chance, manner: "hasty" | "patient"): Keyring => ({
  async next(_owner, tried) {
    const isOver = tried.length > 0 || chance.now() < access.rest.restsUntil;
    if (manner === "hasty" && isOver) return "exhausted";
    try {
      return { secret: await access.tokens.get(), pool: null };
    } catch (error) {
      console.error("Vertex AI gives no access token", wordsOf(error));
      noteRest(access, { kind: "rests", afterMs: null }, chance.now());
      throw error;
    }
  },
  report(key, use, _owner, tokens = 0) {
    if (use.kind === "invalid") access.tokens.drop(key.secret);
    noteRest(access, use.kind === "invalid" ? { kind: "rests", afterMs: refusedRestMs } : use, chance.now());
    access.note(use, tokens);
  },
});

const noteRest = (access: VertexAccess, use: KeyUse, now: number): void => {
  access.rest = { lastUsedAt: now, restsUntil: restAfter(access.rest, use, now) };
};
