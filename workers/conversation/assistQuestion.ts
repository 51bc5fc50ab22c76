import type { ConversationState } from "./state.ts";

/** The thread that a colleague wants help with. */
export type AssistQuestion = Pick<ConversationState, "tenantId" | "agentId" | "contactId" | "customerLanguage"> & {
  conversationId: string;
};
