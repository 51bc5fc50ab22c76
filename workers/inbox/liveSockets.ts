import { closeCodes } from "../platform/sockets.ts";
import type { Visit } from "./visit.ts";

export const visitOf = (socket: WebSocket): Visit => socket.deserializeAttachment() as Visit;

/** @param words an event, as JSON */
export const say = (socket: WebSocket, words: string): void => {
  try {
    socket.send(words);
  } catch {
    // A console that went away reads again when it comes back.
  }
};

export const close = (socket: WebSocket, code: number, reason: string): void => {
  try {
    socket.close(code, reason);
  } catch {
    // It was closed from the other side already.
  }
};

/** Sockets that may still hear; the others are asked to come back. */
export const current = (sockets: WebSocket[], now: number): WebSocket[] =>
  sockets.filter((socket) => {
    if (visitOf(socket).until > now) return true;
    close(socket, closeCodes.renew, "come back");
    return false;
  });
