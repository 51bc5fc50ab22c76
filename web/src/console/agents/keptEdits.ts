import type { AgentDraftFields } from "../../../../schema/contract/agentDrafts.ts";
import { fieldNames } from "./agentFields.ts";

/** What this browser holds of an agent's form and the server does not have yet. */
export interface KeptEdits {
  /** The published version that the form was opened on. */
  version: number;
  /** The draft that the edits go on from, as the server had it: when it was kept, and what it held. */
  seen: string | null;
  synced: AgentDraftFields;
  changes: AgentDraftFields;
}

const place = (agentId: string) => `filo.agent.${agentId}`;

const fieldsIn = (value: unknown): AgentDraftFields | null => {
  if (typeof value !== "object" || value === null) return null;
  const known: ReadonlySet<string> = new Set(fieldNames);
  return Object.fromEntries(Object.entries(value).filter(([name]) => known.has(name)));
};

export const parseKept = (stored: string | null): KeptEdits | null => {
  try {
    const parsed: unknown = JSON.parse(stored ?? "null");
    if (typeof parsed !== "object" || parsed === null) return null;
    const { version, seen, synced, changes } = parsed as Record<string, unknown>;
    const [before, after] = [fieldsIn(synced), fieldsIn(changes)];
    const isWhole = typeof version === "number" && (typeof seen === "string" || seen === null);
    return isWhole && before && after ? { version, seen, synced: before, changes: after } : null;
  } catch {
    return null;
  }
};

/** A browser may refuse storage: then the form holds only as long as it is open, and what the server has been sent. */
export const readKept = (agentId: string): KeptEdits | null => {
  try {
    return parseKept(localStorage.getItem(place(agentId)));
  } catch {
    return null;
  }
};

export const writeKept = (agentId: string, kept: KeptEdits | null): void => {
  try {
    if (kept === null) localStorage.removeItem(place(agentId));
    else localStorage.setItem(place(agentId), JSON.stringify(kept));
  } catch {
    // Refused, as above.
  }
};
