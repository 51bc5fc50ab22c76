/** Which shelf an item goes on: an agent's own, or the consultant's store. */
export interface KnowledgePlace {
  scope: "agent" | "store";
  agentId: string | null;
}
