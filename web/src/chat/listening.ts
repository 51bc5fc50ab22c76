import { createSignal } from "solid-js";
import type { PageEvent } from "../../../schema/contract/live.ts";
import type { Live } from "../realtime/socket.ts";
import type { Store } from "./store.ts";

const typingEveryMs = 3_000;

/**
 * The page's socket. It exists once there is a thread to listen to: a visitor who has not written yet has none. Its code
 * comes then, too, so that the first paint doesn't wait for it.
 */
export function makeListening(store: Store, gap: () => void) {
  const [live, setLive] = createSignal<Live | null>(null);
  let turn = 0;
  let isWanted = false;
  let typedAt = 0;
  return {
    isLost: () => live()?.state() === "lost",
    /** Says that the visitor types, as often as is worth hearing. */
    typing() {
      const now = Date.now();
      if (now - typedAt < typingEveryMs) return;
      typedAt = now;
      live()?.send({ type: "TYPING" });
    },
    async open() {
      if (isWanted) return;
      isWanted = true;
      const mine = turn;
      const { openLive } = await import("../realtime/socket.ts");
      if (mine !== turn) return;
      const url = new URL(`/api/public/ai/${encodeURIComponent(store.slug)}/socket`, location.href);
      url.protocol = url.protocol.replace("http", "ws");
      setLive(openLive<PageEvent>(url.href, { gap, event: (event) => store.dispatch({ type: "pushed", event }) }));
    },
    close() {
      turn++;
      isWanted = false;
      live()?.close();
      setLive(null);
    },
  };
}
