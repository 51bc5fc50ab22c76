import type { Kernel } from "./kernel.ts";
import type { Arrangement, ConversationView, Refused } from "./rpc.ts";
import { toConversation } from "./views.ts";

/** Nobody means a later day than this. */
const longestSnoozeMs = 366 * 24 * 60 * 60_000;

/** Refuses `not_found`, `blocked` for the place of a blocked person's, and `invalid_input` for a time that is past or too far away. */
export const arrangeByHand = (kernel: Kernel, { by: _by, ...order }: Arrangement): ConversationView | Refused => {
  const { state, chance } = kernel;
  if (!state) return { refused: "not_found" };
  const { place, snoozedUntil } = order;
  if (place !== undefined && state.place === "blocked") return { refused: "blocked" };
  const until = (snoozedUntil ?? 0) - chance.now();
  if (place === "snoozed" && (until <= 0 || until > longestSnoozeMs)) return { refused: "invalid_input" };
  return toConversation(kernel.apply({ type: "arranged", order }));
};
