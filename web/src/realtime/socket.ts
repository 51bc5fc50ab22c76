import ReconnectingWebSocket from "partysocket/ws";
import { createSignal, type Accessor } from "solid-js";
import type { ConsoleEvent } from "../../../schema/contract/live.ts";

/** A frame of the console's room: an event, numbered when the room numbers them. */
export type Frame = ConsoleEvent & { seq?: number };

export type LiveState = "connecting" | "open" | "lost";

interface LiveHandlers<E> {
  event(event: E): void;
  /** Something may have been missed: read again. */
  gap(): void;
}

export interface Live {
  state: Accessor<LiveState>;
  close(): void;
}

const pingEveryMs = 25_000;
const pongWithinMs = 10_000;

/** The number that must come next, or whether something is missing before this frame. */
export const follows = (last: number | null, frame: Frame): boolean =>
  frame.seq === undefined || last === null || frame.seq === last + 1;

export const parseFrame = (data: unknown): Frame | null => {
  if (typeof data !== "string") return null;
  try {
    const parsed: unknown = JSON.parse(data);
    return typeof parsed === "object" && parsed !== null && "type" in parsed ? (parsed as Frame) : null;
  } catch {
    return null;
  }
};

/**
 * Keeps a live room open, the console's or a public page's. Every (re)opening counts as a gap, since events are not replayed. A connection that a
 * sleeping laptop has lost without knowing is found by ping and pong, once the server has shown that it answers them.
 */
export const openLive = <E = ConsoleEvent>(url: string, handlers: LiveHandlers<E>): Live => {
  const [state, setState] = createSignal<LiveState>("connecting");
  const socket = new ReconnectingWebSocket(url, [], {
    minReconnectionDelay: 400,
    maxReconnectionDelay: 12_000,
    connectionTimeout: 8_000,
  });
  let last: number | null = null;
  let answersPings = false;
  let pongTimer: ReturnType<typeof setTimeout> | undefined;

  socket.addEventListener("open", () => {
    last = null;
    setState("open");
    handlers.gap();
  });
  socket.addEventListener("close", () => {
    clearTimeout(pongTimer);
    setState("lost");
  });
  socket.addEventListener("message", ({ data }) => {
    clearTimeout(pongTimer);
    if (data === "pong") {
      answersPings = true;
      return;
    }
    const frame = parseFrame(data);
    if (!frame) return;
    if (!follows(last, frame)) handlers.gap();
    last = frame.seq ?? last;
    handlers.event(frame as E);
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

  return {
    state,
    close() {
      clearInterval(pings);
      clearTimeout(pongTimer);
      document.removeEventListener("visibilitychange", wake);
      socket.close();
    },
  };
};
