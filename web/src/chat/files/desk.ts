import { createSignal } from "solid-js";
import { fileRefusal, kindOfFile, mostFiles, type FileRefusal } from "../../files/fileRules.ts";
import type { Introduce } from "../introduction.ts";
import type { Kept } from "../kept.ts";
import type { Store } from "../store.ts";
import { dropBlob, keepBlob } from "./blobs.ts";
import { hold, type Held } from "./held.ts";
import type { PageFile } from "./pageFile.ts";

/** A file that can't go along, and why. It is only told of: nothing waits for it. */
export interface Refused {
  name: string;
  reason: FileRefusal["reason"] | "too_many";
}

export type Desk = ReturnType<typeof makeDesk>;

const refusalOf = { unsupported_media: "unsupported", too_large: "too_large" } as const;

/** The files in the composer, and those of messages on their way. They upload as soon as they are here. */
export function makeDesk(store: Store, kept: Kept, introduce: Introduce) {
  const all = new Map<string, Held>();
  const [tray, setTray] = createSignal<readonly Held[]>([]);
  const [refused, setRefused] = createSignal<readonly Refused[]>([]);
  const fill = (files: readonly Held[]) => {
    setTray(files);
    kept.writeFiles(files.map((one) => one.asKept()));
  };
  const placed = (fileId: string, mediaId: string | null) => {
    store.dispatch({ type: "uploaded", fileId, mediaId });
    fill(tray());
  };
  const heldOf = (file: PageFile, blob: Blob | null = null): Held => {
    const known = all.get(file.id);
    if (known !== undefined) return known;
    const held = hold({ slug: store.slug, introduce, placed }, file, blob);
    all.set(file.id, held);
    return held;
  };
  const letGo = (held: Held) => {
    held.stop();
    held.release();
    all.delete(held.file.id);
    void dropBlob(held.file.id);
  };
  const remove = (held: Held) => {
    fill(tray().filter((one) => one !== held));
    letGo(held);
  };
  const upload = (held: Held) =>
    held.upload().catch(() => {
      const key = held.problem();
      const isOurs = tray().includes(held);
      if (isOurs && (key === "unsupported_media" || key === "too_large")) {
        setRefused([...refused(), { name: held.file.name, reason: refusalOf[key] }]);
        remove(held);
      } else if (isOurs && key === "not_found") remove(held);
    });
  const take = (blob: Blob, facts: Pick<PageFile, "name" | "kind" | "durationMs">): Held => {
    const id = crypto.randomUUID();
    void keepBlob(id, blob);
    return heldOf({ ...facts, id, bytes: blob.size, width: null, height: null, mediaId: null }, blob);
  };
  const refusalFor = (file: File, at: number): Refused["reason"] | null =>
    fileRefusal(file, "web")?.reason ?? (at >= mostFiles ? "too_many" : null);

  fill(kept.readFiles().map((file) => heldOf(file)));
  for (const held of tray()) void upload(held);
  return {
    tray,
    refused,
    heldOf: (file: PageFile) => heldOf(file),
    /** Takes files along. What can't be sent is told of at once; the rest starts to upload. */
    attach(files: readonly File[]): void {
      const fresh: Held[] = [];
      const left: Refused[] = [];
      for (const file of files) {
        const reason = refusalFor(file, tray().length + fresh.length);
        if (reason !== null) left.push({ name: file.name, reason });
        else fresh.push(take(file, { name: file.name, kind: kindOfFile(file), durationMs: null }));
      }
      setRefused(left);
      fill([...tray(), ...fresh]);
      for (const held of fresh) void upload(held);
    },
    /** A voice note goes out by itself, not by the composer. */
    record: (blob: Blob, name: string, durationMs: number): PageFile => take(blob, { name, kind: "audio", durationMs }).file,
    remove,
    retry: (held: Held) => void upload(held),
    dismiss: () => setRefused([]),
    /** Hands the files over to a message. */
    takeAll(): PageFile[] {
      const files = tray().map((held) => held.asKept());
      setRefused([]);
      fill([]);
      return files;
    },
    /** The server's ids, in order. @throws Problem for the first that can't be uploaded */
    upload: (files: readonly PageFile[]): Promise<string[]> => Promise.all(files.map((file) => heldOf(file).upload())),
    /** The server knows them no more: they are to be uploaded again. */
    forget: (files: readonly PageFile[]) => files.forEach((file) => heldOf(file).forget()),
    /** Sent, or given up. */
    letGo: (files: readonly PageFile[]) => files.forEach((file) => letGo(heldOf(file))),
    resume: () => tray().forEach((held) => held.problem() !== null && void upload(held)),
  };
}
