import { restoredWritten, type Written } from "./written.ts";

/** Each message has a place of its own in the browser's storage, so that two windows of the console never overwrite each other's. */
export const outgoingPrefix = "filo.outgoing.";

export type KeptIn = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

const namesIn = (storage: KeptIn): string[] =>
  Array.from({ length: storage.length }, (_none, at) => storage.key(at) ?? "").filter((name) => name.startsWith(outgoingPrefix));

/** What was written and not confirmed before a reload, in the order in which it was written. */
export const keptOutgoing = (storage: KeptIn): Written[] =>
  namesIn(storage)
    .flatMap((name) => restoredWritten(`[${storage.getItem(name) ?? ""}]`))
    .toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));

/** False where the browser refuses storage (full, private window): what is on its way then lasts as long as the page. */
export const keepOutgoing = (storage: KeptIn, message: Written): boolean => {
  try {
    storage.setItem(outgoingPrefix + message.clientMessageId, JSON.stringify(message));
    return true;
  } catch {
    return false;
  }
};

export const isStillKept = (storage: KeptIn, clientMessageId: string): boolean =>
  storage.getItem(outgoingPrefix + clientMessageId) !== null;

export const letGoOutgoing = (storage: KeptIn, clientMessageId: string): void =>
  storage.removeItem(outgoingPrefix + clientMessageId);
