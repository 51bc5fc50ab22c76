import type { ConversationView } from "../../workers/conversation/rpc.ts";

/** A conversation as its object tells of it. */
export const viewOf = (set: Partial<ConversationView> & Pick<ConversationView, "id">): ConversationView => ({
  agentId: "agt_a",
  agentName: "Coach",
  contactId: "ctc_a",
  contactName: "Giulia",
  level: 1,
  isClient: false,
  aiEnabled: true,
  overriddenAt: null,
  overriddenBy: null,
  needsPerson: null,
  inboundCount: 0,
  place: "open",
  snoozedUntil: null,
  assignee: null,
  labelIds: [],
  handsBackAt: null,
  lastMessageAt: "2026-11-01T10:00:00.000Z",
  lastMessage: null,
  windowClosesAt: null,
  stoppedAt: null,
  language: null,
  movedTo: null,
  version: 1,
  ...set,
});
