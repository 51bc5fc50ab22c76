import type { WorldMessage } from "./contract.ts";
import type { SayOptions, SayResult } from "./switches.ts";
import type { BurstOptions, Phone } from "./worldApi.ts";

const POLL_MS = 20;

/** What a phone needs of the world behind it, in this process or over HTTP. */
export interface PhoneActions {
  say(id: string, text: string, options: SayOptions): Promise<SayResult>;
  burst(id: string, texts: string[], options: BurstOptions): Promise<SayResult[]>;
  messages(filter: { person: string; number?: string }): Promise<WorldMessage[]>;
}

export function phoneHandle(actions: PhoneActions, id: string): Phone {
  const messages = (number?: string) => actions.messages({ person: id, ...(number === undefined ? {} : { number }) });
  return {
    says: (text, options) => actions.say(id, text, options),
    saysAll: (texts, options) => actions.burst(id, texts, options),
    messages,
    async waitFor(count = 1, timeoutMs = 10_000) {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const received = (await messages()).filter((message) => message.direction === "outbound-api");
        if (received.length >= count) return received;
        if (Date.now() > deadline) throw new Error(`${id} has ${received.length} of ${count} messages after ${timeoutMs} ms`);
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    },
  };
}
