import { DurableObject } from "cloudflare:workers";
import type { ConsoleEvent } from "../../schema/contract/live.ts";
import { systemChance } from "../platform/clock.ts";
import { closeCodes } from "../platform/sockets.ts";
import { TroubleStore } from "./troubleStore.ts";
import { readVisit, type Visit } from "./visit.ts";

/** What other rooms may ask of a tenant's live room. */
export interface InboxRpc {
  /** Shows events to every open console, in this order; not to those of `exceptUserId`, who caused them. */
  publish(events: ConsoleEvent[], exceptUserId?: string): Promise<void>;
  /** Closes the consoles of a session that was signed out (by its hash), or of a user (by id). */
  drop(who: string): Promise<void>;
  /** The outbox of a conversation has been waiting since then, in milliseconds; null: it does no more. */
  trouble(news: { conversationId: string; since: number | null }): Promise<void>;
  /** How many conversations' outboxes wait, and since when the first of them does, in milliseconds. */
  troubles(): Promise<{ waiting: number; oldestAt: number | null }>;
}

/**
 * The console's live room: one per tenant. It keeps open sockets, and which conversations said that their outbox waits: told here
 * and not to D1, since D1 may be what they wait for. It sleeps while nothing happens.
 */
export class InboxObject extends DurableObject<unknown> implements InboxRpc {
  readonly #now: () => number;
  readonly #troubles: TroubleStore;

  constructor(ctx: DurableObjectState, env: unknown, now: () => number = systemChance.now) {
    super(ctx, env);
    this.#now = now;
    this.#troubles = new TroubleStore(ctx.storage.sql);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  /** Takes a console's WebSocket in. The caller has established whose it is (`visitRequest`). */
  override async fetch(request: Request): Promise<Response> {
    const visit = readVisit(request, this.#now());
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server, [visit.sessionHash, visit.userId]);
    server.serializeAttachment(visit);
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(visit.until);
    return new Response(null, { status: 101, webSocket: client });
  }

  async publish(events: ConsoleEvent[], exceptUserId?: string): Promise<void> {
    const frames = events.map((event) => JSON.stringify(event));
    for (const socket of this.#current()) {
      if (visitOf(socket).userId !== exceptUserId) send(socket, frames);
    }
  }

  async drop(who: string): Promise<void> {
    for (const socket of this.ctx.getWebSockets(who)) close(socket, closeCodes.signedOut, "signed out");
  }

  async trouble({ conversationId, since }: { conversationId: string; since: number | null }): Promise<void> {
    this.#troubles.note(conversationId, since);
  }

  async troubles(): Promise<{ waiting: number; oldestAt: number | null }> {
    return this.#troubles.summary();
  }

  override async alarm(): Promise<void> {
    const ends = this.#current().map((socket) => visitOf(socket).until);
    if (ends.length > 0) await this.ctx.storage.setAlarm(Math.min(...ends));
  }

  override webSocketClose(socket: WebSocket): void {
    close(socket, 1000, "closed");
  }

  /** Sockets that may still hear; the others are asked to come back. */
  #current(): WebSocket[] {
    const now = this.#now();
    return this.ctx.getWebSockets().filter((socket) => {
      if (visitOf(socket).until > now) return true;
      close(socket, closeCodes.renew, "come back");
      return false;
    });
  }
}

const visitOf = (socket: WebSocket): Visit => socket.deserializeAttachment() as Visit;

const send = (socket: WebSocket, frames: string[]): void => {
  try {
    for (const frame of frames) socket.send(frame);
  } catch {
    // A console that went away reads again when it comes back.
  }
};

const close = (socket: WebSocket, code: number, reason: string): void => {
  try {
    socket.close(code, reason);
  } catch {
    // It was closed from the other side already.
  }
};
