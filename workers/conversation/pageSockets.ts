import type { PageEvent } from "../../schema/contract/live.ts";
import type { Effect } from "./effects.ts";
import type { Kernel } from "./kernel.ts";
import { toPublicMessage } from "./views.ts";

/** The customer's open pages. They hibernate with the object and cost nothing while nobody writes. */
export class PageSockets {
  readonly #ctx: DurableObjectState;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  accept(request: Request): Response {
    if (request.headers.get("upgrade") !== "websocket") return new Response(null, { status: 426 });
    const { 0: client, 1: server } = new WebSocketPair();
    this.#ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  closed(socket: WebSocket): void {
    try {
      socket.close(1000);
    } catch {
      // It was closed from the other side already.
    }
  }

  tell(event: PageEvent): void {
    const text = JSON.stringify(event);
    for (const socket of this.#ctx.getWebSockets()) {
      try {
        socket.send(text);
      } catch {
        // A page that went away reads the thread when it comes back.
      }
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
    if (!stored) return;
    if (effect.what === "status")
      return this.tell({ type: "MESSAGE_STATUS", messageId: stored.id, status: stored.status, version: stored.version });
    this.tell({ type: effect.what === "inbound" ? "NEW_MESSAGE" : "MESSAGE_SENT", message: toPublicMessage(stored) });
  }
}
