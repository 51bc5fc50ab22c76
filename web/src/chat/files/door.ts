import { createEffect, createSignal, on } from "solid-js";
import { Problem } from "../../api/problem.ts";
import type { Introduce } from "../introduction.ts";
import type { Kept } from "../kept.ts";
import type { Store } from "../store.ts";
import type { Desk } from "./desk.ts";
import type { PageFile } from "./pageFile.ts";

export type Files = ReturnType<typeof makeFiles>;

/** The files of what is being written and of what is on its way. The code that handles them comes with the first file. */
export function makeFiles(store: Store, kept: Kept, introduce: Introduce) {
  const [desk, setDesk] = createSignal<Desk>();
  let loading: Promise<Desk> | undefined;
  /** @throws Problem with key `offline` when the code can't be fetched */
  const open = (): Promise<Desk> => {
    loading ??= import("./desk.ts")
      .then(({ makeDesk }) => {
        const made = makeDesk(store, kept, introduce);
        setDesk(() => made);
        return made;
      })
      .catch(() => {
        loading = undefined;
        throw new Problem("offline", 0);
      });
    return loading;
  };
  createEffect(
    on(
      () => store.state().outgoing.flatMap((message) => message.files),
      (now, before: readonly PageFile[] = []) => {
        const gone = before.filter((file) => now.every(({ id }) => id !== file.id));
        if (gone.length > 0) void open().then((opened) => opened.letGo(gone));
        return now;
      },
    ),
  );
  if (kept.readFiles().length > 0 || kept.readOutgoing().some(({ files }) => files.length > 0))
    void open().catch(() => undefined);
  return {
    /** Undefined until there has been a file. */
    desk,
    open,
    /** The server's ids of these files, uploaded. @throws Problem for the first that can't be */
    upload: async (files: readonly PageFile[]): Promise<string[]> => (await open()).upload(files),
    forget(files: readonly PageFile[]): void {
      desk()?.forget(files);
    },
    /** What waited for a connection goes on. */
    resume(): void {
      desk()?.resume();
    },
  };
}
