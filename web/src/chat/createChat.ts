import { createEffect, createMemo, createSignal, onCleanup } from "solid-js";
import type { PublicInfo } from "../../../schema/contract/publicChat.ts";
import { call } from "../api/client.ts";
import { asProblem, type FailureKey } from "../api/problem.ts";
import { makeFiles } from "./files/door.ts";
import type { PageFile } from "./files/pageFile.ts";
import { makeIntroduction } from "./introduction.ts";
import type { Kept } from "./kept.ts";
import { makeListening } from "./listening.ts";
import { readNewest, readPage } from "./readPage.ts";
import { makeSending } from "./sending.ts";
import { createStore, type Store } from "./store.ts";

const againAfterMs = 4_000;
const typingLastsMs = 12_000;

export type Chat = ReturnType<typeof createChat>;

/** The page's thread and all that moves it: what is written, the answers' streams, the socket, the way back from offline. */
export function createChat(first: PublicInfo, kept: Kept) {
  const store = createStore(first, kept);
  const { slug, state } = store;
  const params = { slug };
  const [confirmed, setConfirmed] = createSignal<"ok" | FailureKey | null>(null);

  const introduce = makeIntroduction(() => state().thread.items.length > 0 || store.info().customer !== null);
  const files = makeFiles(store, kept, introduce);

  /** Reads what is new, listens, and sends what waits; again in a while when nothing answers. */
  const sync = async () => {
    if (!(await read(store))) return void setTimeout(() => void sync(), againAfterMs);
    if (state().thread.items.length > 0) void listening.open();
    files.resume();
    sending.drain();
  };
  const listening = makeListening(store, () => void sync());
  const sending = makeSending(
    store,
    { files, introduce },
    {
      accepted: () => {
        void listening.open();
        sending.drain();
      },
      unsure: () => void sync(),
      offline: () => void setTimeout(() => void sync(), againAfterMs),
    },
  );
  /** Somebody else looks at the page now, with a thread of their own: signed in, signed out, linked, merged. */
  const changeHands = (info: PublicInfo) => {
    sending.letGo();
    listening.close();
    store.setInfo(info);
    store.dispatch({ type: "changedHands", info });
    void sync();
  };
  followMoves(store, changeHands);
  expireTyping(store);

  return {
    ...store,
    files,
    isOnline: () => store.isOnline() && !listening.isLost(),
    /** Writes a message: it is on the page at once, and on its way as soon as it can be. */
    send: (text: string, attached: readonly PageFile[] = []) =>
      sending.write({
        clientMessageId: crypto.randomUUID(),
        conversationId: slug,
        text,
        files: attached,
        at: new Date().toISOString(),
        state: "waiting",
        problem: null,
      }),
    retry: sending.retry,
    discard: (id: string) => store.dispatch({ type: "discarded", id }),
    typing: listening.typing,
    /** From here on the assistant goes by what comes after; it says so itself. */
    newTopic: () =>
      void call("POST /api/public/ai/{slug}/new-topic", { params })
        .catch(() => undefined)
        .then(sync),
    stop: () => void call("POST /api/public/ai/{slug}/stop", { params }).catch(() => undefined),
    async readOlder() {
      const from = state().thread.olderCursor;
      const page = from === null ? null : await readPage(slug, from).catch(() => null);
      if (from !== null && page !== null) store.dispatch({ type: "readOlder", from, page });
    },
    changeHands,
    /** What became of the token in the link that was mailed; null when the page was opened without one. */
    confirmed,
    async confirmEmail(token: string) {
      try {
        changeHands(await call("POST /api/public/ai/{slug}/verify-email", { params, body: { token } }));
        setConfirmed("ok");
      } catch (reason) {
        setConfirmed(asProblem(reason).key);
        void sync();
      }
    },
    sync: () => void sync(),
    wentOnline: () => {
      store.setOnline(true);
      void sync();
    },
    wentOffline: () => store.setOnline(false),
  };
}

/** @returns false when nothing answered */
async function read(store: Store): Promise<boolean> {
  try {
    store.dispatch({ type: "read", newest: await readNewest(store.slug, store.state().thread) });
    store.setOnline(true);
  } catch (reason) {
    if (asProblem(reason).key === "offline") return false;
  }
  store.setRead(true);
  return true;
}

/** A thread that was joined with another one is read anew, as whoever it belongs to now. */
function followMoves({ slug, state }: Store, changeHands: (info: PublicInfo) => void): void {
  const moves = createMemo(() => state().moves);
  createEffect(() => {
    if (moves() === 0) return;
    void call("GET /api/public/ai/{slug}/info", { params: { slug } }).then(changeHands, () => undefined);
  });
}

/** Nobody types for long without saying so again. */
function expireTyping({ state, dispatch }: Store): void {
  const typing = createMemo(() => state().typing);
  createEffect(() => {
    if (typing() === null) return;
    const timer = setTimeout(() => dispatch({ type: "typingEnded" }), typingLastsMs);
    onCleanup(() => clearTimeout(timer));
  });
}
