import type { PageEvent } from "../../schema/contract/live.ts";
import type { Chance } from "../platform/clock.ts";
import { closeCodes, socketLifetime } from "../platform/sockets.ts";
import type { Effect } from "./effects.ts";
import type { Kernel } from "./kernel.ts";
import { innerKinds } from "./notes.ts";
import { toPublicMessage } from "./views.ts";

/** Whose browser or session a page belongs to, by its hash: `pageRequest` puts it there, never the browser itself. */
const whoHeader = "x-filo-who";

/** The upgrade as the object gets it, without anything of the browser's own. */
export const pageRequest = (who: string): Request =>
  new Request("https://conversation/socket", { headers: { upgrade: "websocket", [whoHeader]: who } });

/**
 * The customer's open pages. They hibernate with the object and cost nothing while nobody writes. Each lives an hour: coming back
 * shows again whose it is.
 */
export class PageSockets {
  readonly #ctx: DurableObjectState;
  readonly #chance: Chance;

  constructor(ctx: DurableObjectState, chance: Chance) {
    this.#ctx = ctx;
    this.#chance = chance;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  accept(request: Request): Response {
    const who = request.headers.get(whoHeader);
    if (!who) throw new Error("A page belongs to somebody");
    const { 0: client, 1: server } = new WebSocketPair();
    this.#ctx.acceptWebSocket(server, [who]);
    server.serializeAttachment({ until: this.#chance.now() + socketLifetime });
    return new Response(null, { status: 101, webSocket: client });
  }

  closed(socket: WebSocket): void {
    close(socket, 1000);
  }

  drop(who: string): void {
    for (const socket of this.#ctx.getWebSockets(who)) close(socket, closeCodes.signedOut);
  }

  renewAll(): void {
    for (const socket of this.#ctx.getWebSockets()) close(socket, closeCodes.renew);
  }

  tell(event: PageEvent): void {
    const text = JSON.stringify(event);
    const now = this.#chance.now();
    for (const socket of this.#ctx.getWebSockets()) {
      if ((socket.deserializeAttachment() as { until: number }).until <= now) close(socket, closeCodes.renew);
      else send(socket, text);
    }
  }

  /** What a stored effect means for an open page. */
  show(kernel: Kernel, effect: Effect): void {
    if (effect.type === "project" && effect.what === "conversation") {
      const { aiEnabled, movedTo } = kernel.born;
      return this.tell({ type: "CONVERSATION_UPDATE", aiEnabled, movedTo });
    }
    if (effect.type !== "announce") return;
    const stored = kernel.stores.messages.byId(effect.messageId);
    if (!stored || innerKinds.includes(stored.kind)) return;
    if (effect.what === "status")
      return this.tell({ type: "MESSAGE_STATUS", messageId: stored.id, status: stored.status, version: stored.version });
    if (effect.what === "media") return this.tell({ type: "MESSAGE_UPDATE", message: toPublicMessage(stored) });
    this.tell({ type: effect.what === "inbound" ? "NEW_MESSAGE" : "MESSAGE_SENT", message: toPublicMessage(stored) });
  }
}

const send = (socket: WebSocket, text: string): void => {
  try {
    socket.send(text);
  } catch {
    // A page that went away reads the thread when it comes back.
  }
};

const close = (socket: WebSocket, code: number): void => {
  try {
    socket.close(code);
  } catch {
    // It was closed from the other side already.
  }
};
