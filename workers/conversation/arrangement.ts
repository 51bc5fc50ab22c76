import type { ConversationState } from "./state.ts";

/** How a conversation is to be arranged. What of it is left out stays. */
export interface NewArrangement {
  assignee?: ConversationState["assignee"];
  labelIds?: string[];
  place?: "open" | "snoozed" | "closed";
  /** In milliseconds; with `place: "snoozed"` only. */
  snoozedUntil?: number;
}
