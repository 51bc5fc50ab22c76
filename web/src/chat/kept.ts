import { restored, type Outgoing } from "../realtime/outgoing.ts";

/** What a page keeps over a reload: the text in the composer, and what has not gone out yet. */
export interface Kept {
  readDraft(): string;
  writeDraft(text: string): void;
  readOutgoing(): Outgoing[];
  writeOutgoing(messages: readonly Outgoing[]): void;
}

/** A browser may refuse storage (private windows, settings): the page then works without keeping anything. */
export const keptIn = (storage: () => Storage, slug: string): Kept => {
  const read = (name: string) => {
    try {
      return storage().getItem(`filo.${name}.${slug}`);
    } catch {
      return null;
    }
  };
  const write = (name: string, text: string) => {
    try {
      if (text === "") storage().removeItem(`filo.${name}.${slug}`);
      else storage().setItem(`filo.${name}.${slug}`, text);
    } catch {
      // Refused, as above.
    }
  };
  return {
    readDraft: () => read("draft") ?? "",
    writeDraft: (text) => write("draft", text),
    readOutgoing: () => restored(read("page-outgoing")),
    writeOutgoing: (messages) => write("page-outgoing", messages.length === 0 ? "" : JSON.stringify(messages)),
  };
};
