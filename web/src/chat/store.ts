import { createEffect, createMemo, createSignal } from "solid-js";
import type { PublicInfo } from "../../../schema/contract/publicChat.ts";
import { call } from "../api/client.ts";
import type { Kept } from "./kept.ts";
import { firstState, type ChatAction } from "./state/chatState.ts";
import { reduce } from "./state/reduce.ts";

export type Store = ReturnType<typeof createStore>;

/** What the page knows, and the only ways to change it. */
export function createStore(first: PublicInfo, kept: Kept) {
  const { slug } = first;
  const [info, setInfo] = createSignal(first);
  const [state, setState] = createSignal(firstState(first, kept.readOutgoing()));
  const [isRead, setRead] = createSignal(false);
  const [isOnline, setOnline] = createSignal(navigator.onLine);
  const dispatch = (action: ChatAction) => setState((before) => reduce(before, action));
  const outgoing = createMemo(() => state().outgoing);
  createEffect(() => kept.writeOutgoing(outgoing()));
  return {
    slug,
    info,
    setInfo,
    state,
    dispatch,
    /** The thread has been read at least once, so that empty means empty. */
    isRead,
    setRead,
    isOnline,
    setOnline,
    async refreshInfo() {
      const fresh = await call("GET /api/public/ai/{slug}/info", { params: { slug } }).catch(() => null);
      if (fresh === null) return;
      setInfo(fresh);
      dispatch({ type: "known", info: fresh });
    },
  };
}
