import { asProblem } from "../api/problem.ts";
import { nextToSend, type Outgoing } from "../realtime/outgoing.ts";
import { postMessage } from "./postMessage.ts";
import type { Store } from "./store.ts";

interface SendingHooks {
  /** The server has taken a message: from now on there is a thread. */
  accepted(): void;
  /** Something may have been said that no stream told of. */
  unsure(): void;
  /** Nothing answers: try again later. */
  offline(): void;
}

export type Sending = ReturnType<typeof makeSending>;

/** Sends what is written, in order: the next goes out once the one before it was accepted, while its answer still streams. */
export function makeSending(store: Store, hooks: SendingHooks) {
  let onTheWire = new AbortController();

  const post = async (message: Outgoing) => {
    const id = message.clientMessageId;
    const { signal } = onTheWire;
    store.dispatch({ type: "sending", id });
    try {
      const taken = await postMessage(
        store.slug,
        message,
        (event) => {
          if (signal.aborted) return;
          store.dispatch({ type: "streamed", id, event });
          if (event.event === "accepted") hooks.accepted();
        },
        signal,
      );
      store.setOnline(true);
      if (taken.kind === "streamed") return await store.refreshInfo();
      store.dispatch({ type: "answered", id, remaining: taken.remaining, byPerson: taken.byPerson });
      hooks.unsure();
    } catch (reason) {
      if (!signal.aborted) failed(id, reason);
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
    write(message: Outgoing) {
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
