import { restored } from "../realtime/outgoing.ts";
import { storedFiles, type PageFile, type PageOutgoing } from "./files/pageFile.ts";

/** What a page keeps over a reload: the text and the files in the composer, and what has not gone out yet. */
export interface Kept {
  readDraft(): string;
  writeDraft(text: string): void;
  readFiles(): PageFile[];
  writeFiles(files: readonly PageFile[]): void;
  readOutgoing(): PageOutgoing[];
  writeOutgoing(messages: readonly PageOutgoing[]): void;
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
  const writeList = (name: string, items: readonly unknown[]) => write(name, items.length === 0 ? "" : JSON.stringify(items));
  return {
    readDraft: () => read("draft") ?? "",
    writeDraft: (text) => write("draft", text),
    readFiles: () => storedFiles(parsed(read("draft-files"))),
    writeFiles: (files) => writeList("draft-files", files),
    readOutgoing: () =>
      restored(read("page-outgoing")).map((message) => ({
        ...message,
        files: storedFiles((message as Partial<PageOutgoing>).files),
      })),
    writeOutgoing: (messages) => writeList("page-outgoing", messages),
  };
};

const parsed = (stored: string | null): unknown => {
  try {
    return JSON.parse(stored ?? "null");
  } catch {
    return null;
  }
};
