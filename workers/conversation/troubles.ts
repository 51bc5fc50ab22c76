import { wordsOf } from "../platform/causes.ts";
import type { Kernel } from "./kernel.ts";

/** An outbox that has not drained for this long is shown to the tenant (issue: "outbox and job depth"). */
export const troubleAfterMs = 30_000;

/** How soon a live room that could not be told is told again. */
const tellAgainMs = 30_000;

/** What to do about an outbox that waits, and when to look again; pure. `told` is since when the live room believes it waits. */
export const troubleStep = (
  told: number | null,
  waitingSince: number | null,
  now: number,
): { tell: { since: number | null } | null; lookAt: number | null } => {
  if (waitingSince === null) return { tell: told === null ? null : { since: null }, lookAt: null };
  if (now - waitingSince < troubleAfterMs)
    return { tell: told === null ? null : { since: null }, lookAt: waitingSince + troubleAfterMs };
  return { tell: told === null ? { since: waitingSince } : null, lookAt: null };
};

/**
 * Tells the tenant's live room when something has been waiting in an outbox lane for long, and when nothing does any more. It goes
 * past the outbox, of which it speaks; what a room could not be told it is told later.
 */
export class Troubles {
  readonly #kernel: Kernel;
  #told: number | null;
  #isTelling = false;
  #notBefore = 0;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#told = kernel.stores.readTrouble();
  }

  /** Looks, and starts telling if there is news. @returns when to look again, in milliseconds; null when nothing is waited for */
  look(now: number): number | null {
    const { stores, born } = this.#kernel;
    const waitingSince = born.movedTo ? null : stores.outbox.waitingSince();
    const { tell, lookAt } = troubleStep(this.#told, waitingSince, now);
    if (!tell) return lookAt;
    if (this.#isTelling) return null;
    if (now < this.#notBefore) return this.#notBefore;
    void this.#tell(tell.since);
    return lookAt;
  }

  async #tell(since: number | null): Promise<void> {
    const { deps, born, stores, chance } = this.#kernel;
    this.#isTelling = true;
    try {
      await deps.liveRoom(born.tenantId).trouble({ conversationId: born.id, since });
      stores.writeTrouble(since);
      this.#told = since;
    } catch (error) {
      this.#notBefore = chance.now() + tellAgainMs;
      console.warn("a trouble was not told", { conversation: born.id, error: wordsOf(error) });
    } finally {
      this.#isTelling = false;
      this.#kernel.tick();
    }
  }
}
