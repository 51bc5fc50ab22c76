import { wordsOf } from "../platform/causes.ts";
import { handsBackAt } from "./handingBack.ts";
import type { Kernel } from "./kernel.ts";
import { watchMs } from "./schedule.ts";

/**
 * Reads afresh how long the agent waits before it takes a conversation back from a person: when a person takes it or it comes
 * to another agent or out of another thread, and again when that time is over, so that what was changed in the agent's form meanwhile is obeyed.
 */
export class QuietTimes {
  readonly #kernel: Kernel;
  #isReading = false;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** Begins to read if the time is over. @returns when to look again, in milliseconds; null when the AI doesn't come back by itself */
  look(now: number): number | null {
    const at = handsBackAt(this.#kernel.born);
    if (at === null || at > now) return at;
    this.read();
    return now + watchMs;
  }

  /** Where a person has it. Never rejects, and nobody waits for it. */
  read(): void {
    if (!this.#isReading && !this.#kernel.born.aiEnabled) void this.#read();
  }

  async #read(): Promise<void> {
    const { deps, born, chance } = this.#kernel;
    this.#isReading = true;
    let minutes = born.handBackMinutes;
    try {
      minutes = await deps.handBackMinutes({ tenantId: born.tenantId, agentId: born.agentId });
    } catch (error) {
      console.warn("an agent's quiet time was not read: the known one holds", { agent: born.agentId, error: wordsOf(error) });
    }
    this.#isReading = false;
    this.#kernel.apply({ type: "quietTimeRead", minutes, noteId: chance.id("message") });
  }
}
