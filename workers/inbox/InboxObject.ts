import type { Message } from "../../schema/contract/conversations.ts";
import type { ThreadEvent } from "../conversation/ports.ts";
import type { ConversationView } from "../conversation/rpc.ts";
import { ArchivedObject } from "../platform/archive/ArchivedObject.ts";
import { closeCodes } from "../platform/sockets.ts";
import type { Heard } from "./heard.ts";
import type { InboxRpc } from "./inboxRpc.ts";
import { close, current, say, visitOf } from "./liveSockets.ts";
import { afterFrame, isNews, onlookersFor, readFrame } from "./onlookers.ts";
import { PushDesk, type PushDeskDeps, type PushOrder } from "./pushDesk.ts";
import type { PushRpc } from "./pushRoutes.ts";
import { TroubleStore } from "./troubleStore.ts";
import { countUnread, listUnread, type UnreadQuery, type UnreadRow } from "./unreadList.ts";
import { UnreadStore, type Member, type UnreadChange } from "./unreadStore.ts";
import { newVisit, readVisitor, type Visit } from "./visit.ts";

/**
 * The console's live room: one per tenant. It keeps open sockets, what each user has not seen, who looks at what, and which
 * conversations said that their outbox waits: told here and not to D1, since D1 may be what they wait for. It sleeps while
 * nothing happens.
 */
export class InboxObject extends ArchivedObject implements InboxRpc, PushRpc {
  // Whose outbox waits is told again, and browsers ask again for notifications whenever their console opens.
  protected readonly archivePlan = {
    large: ["thread", "seen", "mention", "unread", "push_facts", "push_heard"],
    left: ["trouble", "push_subscriptions", "push_due"],
  };
  readonly #now: () => number;
  readonly #troubles: TroubleStore;
  readonly #unread: UnreadStore;
  readonly #push: PushDesk;

  constructor(ctx: DurableObjectState, env: unknown, deps: PushDeskDeps) {
    super(ctx, env);
    this.#now = deps.chance.now;
    this.#troubles = new TroubleStore(ctx.storage.sql);
    this.#unread = new UnreadStore(ctx.storage.sql);
    this.#push = new PushDesk(ctx.storage.sql, deps);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  /** Takes a console's WebSocket in. The caller has established whose it is (`visitRequest`). */
  override async fetch(request: Request): Promise<Response> {
    const visitor = readVisitor(request);
    this.#unread.takeIn({ userId: visitor.userId, since: visitor.memberSince });
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server, [visitor.sessionHash, visitor.userId]);
    server.serializeAttachment(newVisit(visitor, this.#now()));
    await this.#arm();
    return new Response(null, { status: 101, webSocket: client });
  }

  async publish(events: ThreadEvent[], exceptUserId?: string): Promise<void> {
    const except = exceptUserId === undefined ? {} : { except: exceptUserId };
    // First what is to be known, so that of several events the first finds the room knowing what they say together.
    const changes = events.map((event) => (event.type === "CONVERSATION_UPDATE" ? this.#unread.note(event.conversation) : []));
    this.#hear(
      events.flatMap((event, place): Heard[] => {
        const own = changes[place] ?? [];
        const elsewhere =
          event.type === "CONVERSATION_UPDATE" ? own.filter((change) => change.conversationId !== event.conversation.id) : [];
        return [{ event, ...except, changes: own }, ...elsewhere.map(unreadEvent)];
      }),
    );
  }

  async mention({
    userIds,
    conversationId,
    message,
  }: {
    userIds: string[];
    conversationId: string;
    message: Message;
  }): Promise<void> {
    const changes = this.#unread.mention(userIds, conversationId, message.id);
    const told = userIds.map((only): Heard => ({ event: { type: "MENTION", conversationId, message }, only }));
    this.#hear([...told, ...changes.map(unreadEvent)]);
  }

  async unreadCounts(member: Member, threads: { id: string; inboundCount: number }[]): Promise<Record<string, number>> {
    this.#unread.takeIn(member);
    return this.#unread.counts(member.userId, threads);
  }

  async unreadTotal(member: Member): Promise<number> {
    this.#unread.takeIn(member);
    return countUnread(this.ctx.storage.sql, member.userId);
  }

  async unreadPage(member: Member, query: UnreadQuery): Promise<UnreadRow[]> {
    this.#unread.takeIn(member);
    return listUnread(this.ctx.storage.sql, member.userId, query);
  }

  async markRead(member: Member, view: ConversationView): Promise<number> {
    this.#unread.takeIn(member);
    this.#hear(this.#unread.markRead(member.userId, view).map(unreadEvent));
    return this.#count(member.userId, view);
  }

  async markUnread(member: Member, view: ConversationView): Promise<number> {
    this.#unread.takeIn(member);
    this.#hear(this.#unread.markUnread(member.userId, view).map(unreadEvent));
    return this.#count(member.userId, view);
  }

  async subscribePush(order: PushOrder): Promise<void> {
    await this.#push.subscribe(order);
  }

  async unsubscribePush({ userId, endpoint }: { userId: string; endpoint: string }): Promise<void> {
    this.#push.unsubscribe(userId, endpoint);
  }

  async drop(who: string): Promise<void> {
    this.#push.forget(who);
    for (const socket of this.ctx.getWebSockets(who)) this.#leave(socket, closeCodes.signedOut, "signed out");
  }

  async renew(userId: string): Promise<void> {
    for (const socket of this.ctx.getWebSockets(userId)) this.#leave(socket, closeCodes.renew, "come back");
  }

  async forget(userId: string): Promise<void> {
    await this.drop(userId);
    this.#unread.forget(userId);
  }

  async forgetThread(conversationId: string): Promise<void> {
    this.#unread.forgetThread(conversationId);
    this.#push.forgetThread(conversationId);
    this.#troubles.note(conversationId, null);
    this.#hear([{ event: { type: "CONVERSATION_ERASED", conversationId } }]);
  }

  async trouble({ conversationId, since }: { conversationId: string; since: number | null }): Promise<void> {
    this.#troubles.note(conversationId, since);
  }

  async troubles(): Promise<{ waiting: number; oldestAt: number | null }> {
    return this.#troubles.summary();
  }

  override async alarm(): Promise<void> {
    const now = this.#now();
    for (const socket of this.#current()) {
      const visit = visitOf(socket);
      if (visit.typingUntil > 0 && visit.typingUntil <= now) this.#move(socket, { ...visit, typingUntil: 0 }, true);
    }
    this.#sendPushes();
    await this.#arm();
  }

  override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
    const frame = readFrame(data);
    if (!frame) return;
    const [before, now] = [visitOf(socket), this.#now()];
    const after = afterFrame(before, frame, now);
    this.#move(socket, after, isNews(before, after, now));
    if (after.typingUntil > 0) await this.#arm();
  }

  override webSocketClose(socket: WebSocket): void {
    this.#leave(socket, 1000, "closed");
  }

  /** Everything that is news passes here, once, and goes to whom it concerns. */
  #hear(all: Heard[]): void {
    // Said to many in the same words: put into words once.
    const heard = all.map((one) => ({
      ...one,
      words: one.event.type === "CONVERSATION_UPDATE" ? "" : JSON.stringify(one.event),
    }));
    for (const socket of this.#current()) {
      const { userId } = visitOf(socket);
      for (const { event, words, only, except } of heard) {
        if (userId === except || (only !== undefined && only !== userId)) continue;
        say(socket, event.type === "CONVERSATION_UPDATE" ? this.#forUser(event.conversation, userId) : words);
      }
    }
    const visits = this.#current().map(visitOf);
    this.#push.hear(all, (userId, id) => visits.some((visit) => visit.userId === userId && visit.looking === id));
    this.#sendPushes();
  }

  /** Starts sending what is due. Should the object be cut off meanwhile, the alarm finds what is left. */
  #sendPushes(): void {
    const due = this.#push.dueAt();
    if (due === null || due > this.#now()) return;
    this.ctx.waitUntil(this.#push.run().then(() => this.#arm()));
    this.ctx.waitUntil(this.#arm());
  }

  #forUser({ inboundCount, ...view }: ConversationView, userId: string): string {
    const unreadCount = this.#count(userId, { id: view.id, inboundCount });
    return JSON.stringify({ type: "CONVERSATION_UPDATE", conversation: { ...view, unreadCount } });
  }

  #count(userId: string, thread: { id: string; inboundCount: number }): number {
    return this.#unread.counts(userId, [thread])[thread.id] ?? 0;
  }

  /** Where a console is now; those who have the same conversation open are told. */
  #move(socket: WebSocket, after: Visit, isTold: boolean): void {
    const before = visitOf(socket);
    socket.serializeAttachment(after);
    if (!isTold) return;
    for (const conversationId of new Set([before.looking, after.looking]))
      if (conversationId !== null) this.#showOnlookers(conversationId);
  }

  #leave(socket: WebSocket, code: number, reason: string): void {
    const visit = visitOf(socket);
    this.#move(socket, { ...visit, looking: null, typingUntil: 0 }, visit.looking !== null);
    close(socket, code, reason);
  }

  #showOnlookers(conversationId: string): void {
    const sockets = this.#current();
    const [visits, now] = [sockets.map(visitOf), this.#now()];
    for (const socket of sockets) {
      const { userId, looking } = visitOf(socket);
      if (looking !== conversationId) continue;
      const users = onlookersFor(visits, conversationId, userId, now);
      say(socket, JSON.stringify({ type: "ONLOOKERS", conversationId, users }));
    }
  }

  #current(): WebSocket[] {
    return current(this.ctx.getWebSockets(), this.#now());
  }

  /** The one alarm stands at whatever comes first. */
  async #arm(): Promise<void> {
    const visits = this.#current().map(visitOf);
    const due = visits.flatMap(({ until, typingUntil }) => (typingUntil > 0 ? [until, typingUntil] : [until]));
    const push = this.#push.dueAt();
    if (push !== null) due.push(push);
    if (due.length === 0) return;
    const [first, set] = [Math.min(...due), await this.ctx.storage.getAlarm()];
    if (set === null || first < set) await this.ctx.storage.setAlarm(first);
  }
}

const unreadEvent = (change: UnreadChange): Heard => {
  const { userId, conversationId, unreadCount } = change;
  return { event: { type: "UNREAD", conversationId, unreadCount }, only: userId, changes: [change] };
};
