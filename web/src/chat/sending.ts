import type { ChatEvent } from "../../../schema/contract/publicChat.ts";
import { asProblem, type Problem } from "../api/problem.ts";
import { nextToSend } from "../realtime/outgoing.ts";
import type { PageOutgoing } from "./files/pageFile.ts";
import type { Files } from "./files/door.ts";
import type { Introduce } from "./introduction.ts";
import { postMessage, type Taken } from "./postMessage.ts";
import type { Store } from "./store.ts";

interface SendingHooks {
  /** The server has taken a message: from now on there is a thread. */
  accepted(): void;
  /** Something may have been said that no stream told of. */
  unsure(): void;
  /** Nothing answers: try again later. */
  offline(): void;
}

interface Way {
  files: Pick<Files, "upload" | "forget">;
  introduce: Introduce;
}

export type Sending = ReturnType<typeof makeSending>;

/** The server keeps an upload for a day, and for the one who uploaded: waited too long, or signed in meanwhile, it is unknown. */
const isUnknownFile = ({ key, errors }: Problem): boolean =>
  key === "invalid_input" && errors.some(({ path }) => path.startsWith("mediaIds"));

/** Sends what is written, in order: the next goes out once the one before it was accepted, while its answer still streams. */
export function makeSending(store: Store, { files, introduce }: Way, hooks: SendingHooks) {
  let onTheWire = new AbortController();

  const say = (message: PageOutgoing, mediaIds: readonly string[], signal: AbortSignal): Promise<Taken> =>
    introduce((met) => {
      const id = message.clientMessageId;
      const onEvent = (event: ChatEvent) => {
        met();
        if (signal.aborted) return;
        store.dispatch({ type: "streamed", id, event });
        if (event.event === "accepted") hooks.accepted();
      };
      store.dispatch({ type: "sending", id });
      return postMessage(store.slug, { clientMessageId: id, text: message.text, mediaIds }, onEvent, signal);
    });

  /** Files first, then the message that names them. Files that the server has forgotten are uploaded again, once. */
  const post = async (message: PageOutgoing, isAgain = false): Promise<void> => {
    const id = message.clientMessageId;
    store.dispatch({ type: "uploading", id });
    let signal: AbortSignal | null = null;
    try {
      const mediaIds = message.files.length === 0 ? [] : await files.upload(message.files);
      signal = onTheWire.signal;
      const taken = await say(message, mediaIds, signal);
      store.setOnline(true);
      if (taken.kind === "streamed") return await store.refreshInfo();
      store.dispatch({ type: "answered", id, remaining: taken.remaining, byPerson: taken.byPerson });
      hooks.unsure();
    } catch (reason) {
      if (signal?.aborted) return;
      if (isAgain || !isUnknownFile(asProblem(reason))) return failed(id, reason);
      files.forget(message.files);
      await post(message, true);
    }
  };

  const failed = (id: string, reason: unknown) => {
    const problem = asProblem(reason).key;
    store.dispatch({ type: "broken", id, problem });
    if (problem === "offline") return hooks.offline();
    void store.refreshInfo();
    drain();
  };

  const drain = () => {
    const next = nextToSend(store.state().outgoing);
    if (next) void post(next);
  };

  return {
    drain,
    write(message: PageOutgoing) {
      store.dispatch({ type: "written", message });
      drain();
    },
    retry(id: string) {
      store.dispatch({ type: "retried", id });
      drain();
    },
    /** Lets go of every answer on its way; the server goes on, and the thread will have them. */
    letGo() {
      onTheWire.abort();
      onTheWire = new AbortController();
    },
  };
}
