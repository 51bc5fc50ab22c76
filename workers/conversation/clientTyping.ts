import type { PageFrame } from "../../schema/contract/live.ts";
import { wordsOf } from "../platform/causes.ts";
import { isBlocked } from "./blocking.ts";
import type { Kernel } from "./kernel.ts";

/** A page says it every few seconds; one that says it oftener is not listened to. */
const everyMs = 2_000;
const longestFrame = 100;

const isTyping = (frame: string | ArrayBuffer): boolean => {
  if (typeof frame !== "string" || frame.length > longestFrame) return false;
  try {
    const { type } = JSON.parse(frame) as Partial<PageFrame>;
    return type === "TYPING";
  } catch {
    return false;
  }
};

/** Shows consoles that the customer types. Lost without harm, so it goes past the outbox; a blocked person is not heard. */
export class ClientTyping {
  readonly #kernel: Kernel;
  #toldAt = 0;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** @param frame what a page has said on its socket */
  hear(frame: string | ArrayBuffer): void {
    const { state, deps, chance } = this.#kernel;
    const now = chance.now();
    if (!state || state.movedTo !== null || isBlocked(state) || now - this.#toldAt < everyMs || !isTyping(frame)) return;
    this.#toldAt = now;
    const event = { type: "TYPING_INDICATOR", conversationId: state.id, who: "client", typing: true } as const;
    const told = deps.liveRoom(state.tenantId).publish([event]);
    told.catch((error: unknown) => console.warn("typing was not shown", { error: wordsOf(error) }));
  }
}
