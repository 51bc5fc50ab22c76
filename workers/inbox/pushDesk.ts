import type { Message } from "../../schema/contract/conversations.ts";
import type { ConversationView } from "../conversation/rpc.ts";
import { fromBase64Url } from "../platform/base64url.ts";
import type { Chance } from "../platform/clock.ts";
import { sessionLifetime } from "../platform/consoleSessions.ts";
import type { Secrets } from "../platform/secrets.ts";
import { mostAttempts, pushBackoff } from "../push/backoff.ts";
import type { Bytes } from "../push/curve.ts";
import { noticeOf, type Cause } from "../push/notice.ts";
import { sendPush, type PushDeps, type PushOutcome } from "../push/sendPush.ts";
import { concerns, factsOf } from "../push/whoCares.ts";
import type { Heard } from "./heard.ts";
import { PushStore, type DuePush, type Listener, type Subscription } from "./pushStore.ts";

export interface PushDeskDeps {
  push: PushDeps;
  secrets: Secrets;
  chance: Pick<Chance, "now" | "id">;
}

/** A browser that wants to be told, as its user's call said it. */
export interface PushOrder extends Listener {
  /** In base64url. */
  auth: string;
  /** The address that this browser had until now, if it has just been given another: its `what` holds then. */
  replaces?: string | undefined;
}

interface News {
  conversationId: string;
  cause: Cause;
  named: readonly string[];
  /** Who caused it, if a user did. */
  actorId: string | undefined;
}

const mostPerUser = 10;
const atATime = 20;
/** Longer than a push service is given to answer: an attempt that outlives it was cut off with the object. */
const leaseMs = 30_000;
/** What comes later than this was held up on its way, and is no news any more. */
const newsForMs = 60 * 60_000;

/** Tells the members' browsers what happens while they don't look: once per event, one notification per conversation. */
export class PushDesk {
  readonly #store: PushStore;
  readonly #deps: PushDeskDeps;

  constructor(sql: SqlStorage, deps: PushDeskDeps) {
    this.#store = new PushStore(sql);
    this.#deps = deps;
  }

  /** Takes a browser in, or confirms it; `auth` is sealed. */
  async subscribe({ auth, replaces, ...order }: PushOrder): Promise<void> {
    const id = this.#deps.chance.id("pushSubscription");
    const authSealed = await this.#deps.secrets.seal(placeOf({ id, tenantId: order.tenantId }), auth);
    const before = this.#store.subscriptions().find((one) => one.userId === order.userId && one.endpoint === replaces);
    if (before) this.#store.remove(before.id);
    const what = before?.what ?? order.what;
    this.#store.keep({ ...order, what, id, authSealed, confirmedAt: this.#deps.chance.now() }, mostPerUser);
  }

  unsubscribe(userId: string, endpoint: string): void {
    this.#forget((one) => one.userId === userId && one.endpoint === endpoint);
  }

  /** Everything of a session that was signed out (by its hash), or of a user (by id). */
  forget(who: string): void {
    this.#forget((one) => one.userId === who || one.sessionHash === who);
  }

  /** Nobody is told of this conversation any more. */
  forgetThread(conversationId: string): void {
    this.#store.forgetThread(conversationId);
  }

  /**
   * Takes note of what the room heard, and puts on its way what members should be told. Said again, nothing is told again; what a
   * user has read meanwhile, here or on another device, is called off.
   *
   * @param isLooking whether a user has this conversation before their eyes
   */
  hear(heard: readonly Heard[], isLooking: (userId: string, conversationId: string) => boolean): void {
    const now = this.#deps.chance.now();
    // A browser says so again whenever its console opens: one that has not for as long as a session lasts is signed out.
    this.#forget((one) => one.confirmedAt < now - sessionLifetime);
    const subscriptions = this.#store.subscriptions();
    // How things stand is noted also while nobody wants to be told: what changes afterwards is news then.
    if (subscriptions.length === 0) {
      for (const { event } of heard) if (event.type === "CONVERSATION_UPDATE") this.#note(event.conversation);
      return;
    }
    for (const { userId, conversationId, unreadCount } of heard.flatMap(({ changes }) => changes ?? []))
      if (unreadCount === 0) this.#store.cancel(userId, conversationId);
    for (const news of this.#newsOf(heard, now)) {
      const facts = this.#store.facts(news.conversationId);
      const isTold = ({ userId, what }: Subscription) =>
        userId !== news.actorId &&
        concerns({ userId, what }, news.cause.kind, facts, news.named) &&
        !isLooking(userId, news.conversationId);
      const about = { conversationId: news.conversationId, contactName: facts?.contactName ?? null };
      for (const { id, language } of subscriptions.filter(isTold))
        this.#store.put(id, about.conversationId, JSON.stringify(noticeOf(about, news.cause, language)), now);
    }
  }

  /** When something is to be sent next, in milliseconds; null while nothing is. */
  dueAt(): number | null {
    return this.#store.nextDueAt();
  }

  /** Sends what is due. Whatever fails stays due for later. */
  async run(): Promise<void> {
    for (;;) {
      const now = this.#deps.chance.now();
      const due = this.#store.take(now, now + leaseMs, atATime);
      if (due.length === 0) return;
      await Promise.all(due.map((one) => this.#send(one)));
    }
  }

  #forget(isOver: (one: Subscription) => boolean): void {
    for (const one of this.#store.subscriptions()) if (isOver(one)) this.#store.remove(one.id);
  }

  /** Updates first: a message's news is judged by how its conversation stands now, and its words say more than a bare reason. */
  #newsOf(heard: readonly Heard[], now: number): News[] {
    const news = heard.flatMap(({ event, except }) =>
      event.type === "CONVERSATION_UPDATE" ? this.#raised(event.conversation, except) : [],
    );
    for (const { event, except } of heard) {
      if (event.type !== "NEW_MESSAGE" && event.type !== "MESSAGE_SENT" && event.type !== "MENTION") continue;
      const { conversationId, message } = event;
      const cause = causeOf(event.type, message);
      if (cause === null || now - Date.parse(message.createdAt) > newsForMs) continue;
      if (this.#store.isNews(conversationId, `${message.createdAt} ${message.id}`))
        news.push({ conversationId, cause, named: message.mentions, actorId: except });
    }
    return news;
  }

  /** That it needs a person is news where it was known not to. */
  #raised(view: ConversationView, actorId: string | undefined): News[] {
    const before = this.#store.facts(view.id);
    this.#note(view);
    if (before === null || before.version >= view.version || before.needsPerson !== null || view.needsPerson === null) return [];
    return [{ conversationId: view.id, cause: { kind: "needs_person", reason: view.needsPerson }, named: [], actorId }];
  }

  #note(view: ConversationView): void {
    this.#store.noteFacts(view.id, factsOf(view));
  }

  async #send(due: DuePush): Promise<void> {
    const subscription = this.#store.subscription(due.subscriptionId);
    if (!subscription) return;
    const outcome = await this.#deliver(subscription, due);
    const now = this.#deps.chance.now();
    if (outcome.kind === "gone") this.#store.remove(subscription.id);
    else if (outcome.kind === "again" && due.attempts < mostAttempts)
      this.#store.postpone(due, now + pushBackoff(due.attempts, outcome.afterMs));
    else this.#store.settle(due, now);
  }

  async #deliver(subscription: Subscription, { text, conversationId }: DuePush): Promise<PushOutcome> {
    const auth = await this.#deps.secrets.open(placeOf(subscription), subscription.authSealed).catch(() => null);
    const keys = { p256dh: fromBase64Url(subscription.p256dh), auth: fromBase64Url(auth ?? "") };
    // A secret that no longer opens is lost with the master key: the browser subscribes anew when its console is opened.
    if (auth === null || !keys.p256dh || !keys.auth) return { kind: "gone" };
    const usable: { p256dh: Bytes; auth: Bytes } = { p256dh: keys.p256dh, auth: keys.auth };
    return sendPush(this.#deps.push, { endpoint: subscription.endpoint, keys: usable }, { text, topic: conversationId });
  }
}

const placeOf = ({ id, tenantId }: Pick<Subscription, "id" | "tenantId">) => ({
  tenant: tenantId,
  table: "push_subscriptions",
  column: "auth_sealed",
  id,
});

/** What a message is news of; null for what the house itself says. */
const causeOf = (type: "NEW_MESSAGE" | "MESSAGE_SENT" | "MENTION", message: Message): Cause | null => {
  if (message.kind === "note")
    return message.mentions.length > 0 ? { kind: "mention", author: message.authorName, text: message.text } : null;
  return type === "NEW_MESSAGE" && message.direction === "inbound" ? { kind: "message", message } : null;
};
