import type { Channel } from "../../schema/contract/enums.ts";
import type { Decision } from "./effects.ts";
import { mayBeSent } from "./mayBeSent.ts";
import { isAwayNews } from "./officeHours.ts";
import type { ConversationState } from "./state.ts";
import { outbound } from "./writing.ts";

/**
 * Whoever writes while nobody is there, and is not answered by the AI, is told so, once in each time of absence. The words are the
 * business's own and not the AI's: a person may be in charge.
 */
export const sayAway = (
  { state, effects }: Decision<ConversationState>,
  { id, channel }: { id: string; channel: Channel },
  now: number,
): Decision<ConversationState> => {
  const { away, level } = state;
  const sending = { channel, sender: "consultant", purpose: "reply", isTemplate: false } as const;
  if (!away || !isAwayNews(away, state.awaySaidAt, now) || mayBeSent(state, sending, now) !== null) return { state, effects };
  const facts = { id, channel, sender: "consultant", kind: "notice", text: away.text, level, batchId: null } as const;
  const said = outbound({ ...state, awaySaidAt: now }, now, facts);
  return { state: said.state, effects: [...effects, ...said.effects] };
};
