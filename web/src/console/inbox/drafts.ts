import { createSignal } from "solid-js";

export type Drafts = Readonly<Record<string, string>>;

const storedAt = "filo.drafts";
const atMost = 100;

/** The drafts with this one kept, or let go when it is blank; the oldest make room. */
export const withDraft = (drafts: Drafts, conversationId: string, text: string): Drafts => {
  const others = Object.entries(drafts).filter(([id]) => id !== conversationId);
  if (!text.trim()) return Object.fromEntries(others);
  return Object.fromEntries([...others, [conversationId, text]].slice(-atMost));
};

export const parseDrafts = (stored: string | null): Drafts => {
  try {
    const parsed: unknown = JSON.parse(stored ?? "{}");
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return {};
    return Object.fromEntries(Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  } catch {
    return {};
  }
};

const stored = (): Drafts => parseDrafts(globalThis.localStorage?.getItem(storedAt) ?? null);

const [drafts, setDrafts] = createSignal<Drafts>(stored());
let isRefused = false;

// Another window of the console keeps its drafts in the same place.
globalThis.addEventListener?.("storage", (event) => {
  if ((event as StorageEvent).key === storedAt) setDrafts(stored());
});

export const draftOf = (conversationId: string): string => drafts()[conversationId] ?? "";

/** Where the draft of a conversation's note is kept, beside that of its message. */
export const noteDraftKey = (conversationId: string): string => `${conversationId}:note`;

/** Keeps what is being written, also over a reload, beside what other windows have kept meanwhile. */
export const keepDraft = (conversationId: string, text: string): void => {
  const next = withDraft(isRefused ? drafts() : stored(), conversationId, text);
  setDrafts(next);
  try {
    globalThis.localStorage?.setItem(storedAt, JSON.stringify(next));
  } catch {
    // Storage is full or refused: the drafts last as long as the page.
    isRefused = true;
  }
};
