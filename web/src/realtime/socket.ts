import ReconnectingWebSocket from "partysocket/ws";
import { createSignal, type Accessor } from "solid-js";
import type { ConsoleEvent, ConsoleFrame, PageFrame } from "../../../schema/contract/live.ts";

export type LiveState = "connecting" | "open" | "lost";

interface LiveHandlers<E> {
  event(event: E): void;
  /** Something may have been missed: read again. */
  gap(): void;
  /** It was open and is no longer: perhaps the session has ended. */
  lost?(): void;
}

export interface Live {
  state: Accessor<LiveState>;
  /** Says something if the room is open; otherwise it is not worth saying later. */
  send(frame: ConsoleFrame | PageFrame): void;
  close(): void;
}

const pingEveryMs = 25_000;
const pongWithinMs = 10_000;

/** The event in a frame, or nothing when it isn't one. */
export const parseFrame = <E = ConsoleEvent>(data: unknown): E | null => {
  if (typeof data !== "string") return null;
  try {
    const parsed: unknown = JSON.parse(data);
    return typeof parsed === "object" && parsed !== null && "type" in parsed ? (parsed as E) : null;
  } catch {
    return null;
  }
};

/**
 * Keeps a live room open, the console's or a public page's. Every (re)opening counts as a gap, since events are not replayed.
 * A connection that a sleeping laptop or a change of network has lost without knowing is found by ping and pong, once the server has
 * shown that it answers them.
 */
export const openLive = <E = ConsoleEvent>(url: string, handlers: LiveHandlers<E>): Live => {
  const [state, setState] = createSignal<LiveState>("connecting");
  const socket = new ReconnectingWebSocket(url, [], {
    minReconnectionDelay: 400,
    maxReconnectionDelay: 12_000,
    connectionTimeout: 8_000,
  });
  let answersPings = false;
  let pongTimer: ReturnType<typeof setTimeout> | undefined;

  socket.addEventListener("open", () => {
    setState("open");
    handlers.gap();
  });
  socket.addEventListener("close", () => {
    clearTimeout(pongTimer);
    const wasOpen = state() === "open";
    setState("lost");
    if (wasOpen) handlers.lost?.();
  });
  socket.addEventListener("message", ({ data }) => {
    clearTimeout(pongTimer);
    if (data === "pong") {
      answersPings = true;
      return;
    }
    const event = parseFrame<E>(data);
    if (event) handlers.event(event);
  });
  const ping = () => {
    if (socket.readyState !== WebSocket.OPEN) return;
    socket.send("ping");
    if (!answersPings) return;
    clearTimeout(pongTimer);
    pongTimer = setTimeout(() => socket.reconnect(), pongWithinMs);
  };
  const pings = setInterval(ping, pingEveryMs);
  const wake = () => {
    if (document.visibilityState === "visible") ping();
  };
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", ping);

  return {
    state,
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
    },
    close() {
      clearInterval(pings);
      clearTimeout(pongTimer);
      document.removeEventListener("visibilitychange", wake);
      window.removeEventListener("online", ping);
      socket.close();
    },
  };
};
