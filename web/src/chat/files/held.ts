import { createSignal } from "solid-js";
import type { PublicMedia } from "../../../../schema/contract/media.ts";
import { addressOf } from "../../api/client.ts";
import { asProblem, Problem, type FailureKey } from "../../api/problem.ts";
import { uploadFile } from "../../api/uploadFile.ts";
import type { Introduce } from "../introduction.ts";
import { readBlob } from "./blobs.ts";
import type { PageFile } from "./pageFile.ts";
import { keepLocal, sourceOf } from "./sources.ts";

export type Held = ReturnType<typeof hold>;

interface HeldDeps {
  slug: string;
  introduce: Introduce;
  /** Uploaded, or forgotten by the server. */
  placed(fileId: string, mediaId: string | null): void;
}

const longestName = 200;

/** A file of this page: its content, how far its upload has come, and the upload itself, of which there is never more than one. */
export function hold({ slug, introduce, placed }: HeldDeps, file: PageFile, given: Blob | null) {
  const [mediaId, setMediaId] = createSignal(file.mediaId);
  /** How much of it is uploaded, 0 to 1. */
  const [part, setPart] = createSignal(file.mediaId === null ? 0 : 1);
  const [problem, setProblem] = createSignal<FailureKey | null>(null);
  const [local, setLocal] = createSignal(given === null ? null : URL.createObjectURL(given));
  const [size, setSize] = createSignal({ width: file.width, height: file.height });
  const stop = new AbortController();
  let blob = given;
  let running: Promise<string> | null = null;

  const content = async (): Promise<Blob> => {
    blob ??= await readBlob(file.id);
    // What is lost can't be uploaded, now or later.
    if (blob === null) throw new Problem("not_found", 0);
    if (local() === null) setLocal(URL.createObjectURL(blob));
    return blob;
  };
  const place = (id: string | null) => {
    const url = local();
    if (id !== null && url !== null) keepLocal(id, url);
    setMediaId(id);
    setPart(id === null ? 0 : 1);
    placed(file.id, id);
  };
  const start = async (): Promise<string> => {
    setProblem(null);
    setPart(0);
    try {
      const bytes = await content();
      const query = { name: file.name.trim().slice(0, longestName) || "file" };
      const address = addressOf("/api/public/ai/{slug}/media", { params: { slug }, query });
      const uploaded = await introduce(() =>
        uploadFile<PublicMedia>(address, bytes, { onProgress: setPart, signal: stop.signal }),
      );
      place(uploaded.id);
      return uploaded.id;
    } catch (reason) {
      setProblem(asProblem(reason).key);
      throw reason;
    } finally {
      running = null;
    }
  };
  return {
    file,
    mediaId,
    part,
    problem,
    /** Where to show it from; null when it is neither here nor uploaded. */
    source: () => {
      const id = mediaId();
      return local() ?? (id === null ? null : sourceOf(slug, id));
    },
    /** The file as it is to be kept. */
    asKept: (): PageFile => ({ ...file, ...size(), mediaId: mediaId() }),
    measured: (width: number, height: number) => setSize({ width, height }),
    content,
    /** The server's id, once it has one. @throws Problem */
    upload(): Promise<string> {
      const id = mediaId();
      if (id !== null) return Promise.resolve(id);
      running ??= start();
      return running;
    },
    forget: () => place(null),
    stop: () => stop.abort(),
    /** What was never sent is shown nowhere any more. */
    release() {
      const url = local();
      if (url !== null && mediaId() === null) URL.revokeObjectURL(url);
    },
  };
}
