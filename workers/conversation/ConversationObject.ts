import type { Message, PublicMessage, Suggestion, Summary, TurnTrace } from "../../schema/contract/conversations.ts";
import type { Media } from "../../schema/contract/media.ts";
import type { Channel } from "../../schema/contract/enums.ts";
import type { DeliveryUpdate } from "../channels/port.ts";
import type { ConsentWord } from "../contacts/consentWords.ts";
import { ArchivedObject } from "../platform/archive/ArchivedObject.ts";
import { wordsOf } from "../platform/causes.ts";
import { accept } from "./accept.ts";
import { arrangeByHand } from "./arrangeByHand.ts";
import { AssistDesk } from "./assistDesk.ts";
import { retryByHand, writeByHand } from "./byHand.ts";
import { openChat } from "./chatting.ts";
import { ClientTyping } from "./clientTyping.ts";
import { ChannelLane } from "./drainChannel.ts";
import { drainsOf } from "./drains.ts";
import type { Effect } from "./effects.ts";
import { Erasing } from "./erasing.ts";
import { findLanguage } from "./foundLanguage.ts";
import { standingOf, type HandedThread, type ReturnedThread, type Said } from "./handover.ts";
import { markTopic, noteByHand } from "./innerLines.ts";
import { Joining } from "./joining.ts";
import { Kernel, type Machinery } from "./kernel.ts";
import type { Lane } from "./outbox.ts";
import { PageSockets } from "./pageSockets.ts";
import type { ConversationDeps } from "./ports.ts";
import { QuietTimes } from "./quietTimes.ts";
import { readPage } from "./readPage.ts";
import { deliveryEvent } from "./deliveryEvent.ts";
import type {
  Arrangement,
  ClosedThread,
  ConversationRpc,
  ConversationView,
  HandNote,
  HandWritten,
  Inbound,
  LineFollowed,
  Page,
  PageRequest,
  Refused,
  TracePage,
} from "./rpc.ts";
import { watchMs } from "./schedule.ts";
import type { Birth, Parties, StoredMessage, WhatsappAddress } from "./state.ts";
import { Stores } from "./stores.ts";
import { Troubles } from "./troubles.ts";
import { settleStreams, Streams } from "./streams.ts";
import { TurnRunner } from "./turnRunner.ts";
import { toConversation, toMessage, toPublicMessage } from "./views.ts";
import { archivePlan, doubtRestored } from "./doubtRestored.ts";
import { WhatsappTyping } from "./whatsappTyping.ts";

/**
 * The thread of record: one object per conversation. What it has accepted is durable before anyone is answered; it alone
 * decides to batch, reply, hand over and send (DESIGN section 1, idea 3). The deciding is in `step.ts`.
 */
export class ConversationObject extends ArchivedObject implements ConversationRpc {
  protected readonly archivePlan = archivePlan;
  readonly #stores: Stores;
  readonly #kernel: Kernel;
  readonly #streams = new Streams();
  readonly #turns: TurnRunner;
  readonly #channel: ChannelLane;
  readonly #sockets: PageSockets;
  readonly #joining: Joining;
  readonly #troubles: Troubles;
  readonly #quiet: QuietTimes;
  readonly #typing: ClientTyping;
  readonly #assist: AssistDesk;
  readonly #erasing: Erasing;
  readonly #whatsappTyping: WhatsappTyping;
  readonly #deps: ConversationDeps;
  readonly #machinery: Machinery = {
    carryOut: (effects) => this.#carryOut(effects),
    drain: (lane) => void this.#drain(lane),
    lookForTrouble: (now) => this.#troubles.look(now),
    lookForQuiet: (now) => this.#quiet.look(now),
  };
  readonly #drains: Record<Lane, () => Promise<void>>;

  constructor(ctx: DurableObjectState, env: unknown, deps: ConversationDeps) {
    super(ctx, env);
    this.#deps = deps;
    this.#stores = new Stores(ctx.storage.sql);
    this.#kernel = new Kernel(ctx.storage, this.#stores, deps);
    this.#turns = new TurnRunner(this.#kernel, this.#streams, (typing) => this.#showTyping(typing));
    this.#channel = new ChannelLane(this.#kernel);
    this.#drains = drainsOf(this.#kernel, this.#channel);
    this.#sockets = new PageSockets(ctx, deps.chance);
    this.#joining = new Joining(this.#kernel);
    this.#troubles = new Troubles(this.#kernel);
    this.#quiet = new QuietTimes(this.#kernel);
    this.#typing = new ClientTyping(this.#kernel);
    this.#assist = new AssistDesk(this.#kernel);
    this.#whatsappTyping = new WhatsappTyping(this.#kernel);
    const busy = { turns: this.#turns, assist: this.#assist, channel: this.#channel, sockets: this.#sockets };
    this.#erasing = new Erasing(ctx.storage, this.#kernel, busy);
    if (!this.isAsleep) this.#kernel.wake(this.#machinery);
  }

  override async alarm(): Promise<void> {
    this.#kernel.alarmFired();
  }

  async receive(inbound: Inbound): Promise<{ messageId: string; duplicate: boolean }> {
    const known = this.#stores.messages.byDedupeKey(inbound.dedupeKey);
    if (known) return { messageId: known.id, duplicate: true };
    const moved = this.#forward(this.#joining.wayOf(inbound.dedupeKey));
    if (moved) return moved.receive(this.#joining.forHeir(inbound));
    return { messageId: this.#accept(inbound), duplicate: false };
  }

  async chat(inbound: Inbound): Promise<ReadableStream<Uint8Array> | Refused> {
    const moved = this.#forward(this.#joining.wayOf(inbound.dedupeKey));
    if (moved) return moved.chat(this.#joining.forHeir(inbound));
    const known = this.#stores.messages.byDedupeKey(inbound.dedupeKey);
    if (!known && this.#joining.isAtHome(inbound.dedupeKey)) return { refused: "unavailable" };
    const messageId = known?.id ?? this.#accept(inbound);
    return openChat(this.#kernel, this.#streams, this.#turns.remainingMessages, messageId);
  }

  async knows(dedupeKey: string): Promise<boolean> {
    return this.#joining.knows(dedupeKey);
  }

  async stop(): Promise<void> {
    return this.#forward()?.stop() ?? this.#turns.stop();
  }

  async messages(page: PageRequest): Promise<Page<Message>> {
    const moved = this.#forward();
    const shown = (stored: StoredMessage) => toMessage(this.#kernel.state?.id ?? "", stored);
    return moved ? moved.messages(page) : readPage(this.#stores.messages, page, shown);
  }

  async publicMessages(page: PageRequest): Promise<Page<PublicMessage>> {
    const moved = this.#forward();
    return moved ? moved.publicMessages(page) : readPage(this.#stores.messages, page, toPublicMessage, "customer");
  }

  async view(): Promise<ConversationView | null> {
    const { state } = this.#kernel;
    return state && toConversation(state);
  }

  async open(order: { birth: Birth; parties: Parties; whatsapp: WhatsappAddress | null }): Promise<ConversationView> {
    const moved = this.#forward();
    if (moved) return moved.open(order);
    const { birth, parties, whatsapp } = order;
    this.#kernel.begin(birth, parties);
    return toConversation(this.#kernel.apply({ type: "opened", parties, whatsapp }));
  }

  async write(order: HandWritten): Promise<Message | Refused> {
    const moved = this.#forward();
    if (moved) return moved.write(order);
    const written = writeByHand(this.#kernel, order);
    if (!("refused" in written)) this.#quiet.read();
    return written;
  }

  async arrange(order: Arrangement): Promise<ConversationView | Refused> {
    const moved = this.#forward();
    return moved ? moved.arrange(order) : arrangeByHand(this.#kernel, order);
  }

  async note(order: HandNote): Promise<Message | Refused> {
    const moved = this.#forward();
    return moved ? moved.note(order) : noteByHand(this.#kernel, order);
  }

  async newTopic(order: { by: string | null }): Promise<Message | Refused> {
    const moved = this.#forward();
    return moved ? moved.newTopic(order) : markTopic(this.#kernel, order.by);
  }

  async message(id: string): Promise<Message | null> {
    const moved = this.#forward();
    const stored = this.#stores.messages.byId(id);
    return moved ? moved.message(id) : stored && toMessage(this.#kernel.born.id, stored);
  }

  async suggest(askId: string): Promise<Suggestion | Refused> {
    const moved = this.#forward();
    return moved ? moved.suggest(askId) : this.#assist.suggest(askId);
  }

  async summarize(askId: string): Promise<Summary | Refused> {
    const moved = this.#forward();
    return moved ? moved.summarize(askId) : this.#assist.summarize(askId);
  }

  async lastSummary(): Promise<Summary | null> {
    return this.#stores.readSummary()?.summary ?? null;
  }

  async giveUp(askId: string): Promise<void> {
    this.#assist.giveUp(askId);
    await this.#forward()?.giveUp(askId);
  }

  async blockChanged(news: { blocked: boolean; at: number }): Promise<void> {
    const moved = this.#forward();
    if (moved) return moved.blockChanged(news);
    if (!this.#kernel.state) return;
    this.#kernel.apply({ type: "blockChanged", ...news, unsent: this.#stores.unsent() });
    if (news.blocked) await this.#channel.callsSettled(() => true);
  }

  async retry(messageId: string): Promise<Message | Refused> {
    const moved = this.#forward();
    return moved ? moved.retry(messageId) : retryByHand(this.#kernel, messageId);
  }

  async mediaChanged(news: { messageId: string; media: Media }): Promise<void> {
    const message = this.#kernel.state && this.#stores.messages.byId(news.messageId);
    if (message) {
      const { kind, text } = news.media;
      const words = kind === "audio" && text !== null && message.direction === "inbound" ? [text] : [];
      const foundLanguage = findLanguage(this.#stores.messages, this.#kernel.born.customerLanguage, words);
      const batchId = this.#kernel.chance.id("batch");
      this.#kernel.apply({ type: "mediaChanged", message, media: news.media, batchId, foundLanguage });
    }
    await this.#forward()?.mediaChanged(news);
  }

  async toggleAi(order: { aiEnabled: boolean; by: string }): Promise<ConversationView | null> {
    const moved = this.#forward();
    if (moved) return moved.toggleAi(order);
    if (!this.#kernel.state) return null;
    this.#kernel.apply({ type: "aiToggled", ...order, unsentAi: this.#stores.unsentAi() });
    if (!order.aiEnabled) {
      this.#quiet.read();
      await this.#channel.callsSettled((sender) => sender === "ai");
    }
    return toConversation(this.#kernel.born);
  }

  async typing(who: "consultant"): Promise<void> {
    const moved = this.#forward();
    if (moved) return moved.typing(who);
    this.#sockets.tell({ type: "TYPING_INDICATOR", who, typing: true });
    this.#whatsappTyping.colleagueTypes();
  }

  async delivery(update: DeliveryUpdate): Promise<void> {
    const { state, chance } = this.#kernel;
    const heard = state && deliveryEvent(this.#stores, state, update, chance.now());
    if (heard?.event) this.#kernel.apply(heard.event, heard.alongside);
    else heard?.alongside();
    await this.#forward(this.#joining.alsoHears(update))?.delivery(update);
  }

  async consentChanged(news: { channel: Channel; word: ConsentWord; at: number; by?: string }): Promise<void> {
    const moved = news.by === undefined ? this.#forward() : null;
    if (moved) return moved.consentChanged(news);
    if (this.#kernel.state) this.#kernel.apply({ type: "consentChanged", ...news, unsent: this.#stores.unsent() });
  }

  async said(): Promise<Said> {
    const moved = this.#forward();
    return moved ? moved.said() : standingOf(this.#kernel.born);
  }

  async lastTrace(): Promise<TurnTrace | null> {
    return this.#forward()?.lastTrace() ?? this.#stores.readTrace();
  }

  async reassign(contact: { contactId: string; contactName: string }): Promise<void> {
    if (this.#kernel.state) this.#kernel.apply({ type: "reassigned", ...contact });
  }

  async followLine({ line, ...agent }: { line: string; agentId: string; agentName: string }): Promise<LineFollowed> {
    const { state } = this.#kernel;
    if (state?.movedTo) return "sealed";
    if (state?.whatsapp?.line !== line) return "not_held";
    if (state.agentId !== agent.agentId) {
      this.#kernel.apply({ type: "agentChanged", ...agent });
      this.#quiet.read();
    }
    return "followed";
  }

  async seal({ loser, winner, parties }: { loser: Birth; winner: Birth; parties: Parties }): Promise<void> {
    await this.#joining.inTurn(async () => {
      this.#kernel.begin(loser, parties);
      this.#kernel.apply({ type: "sealed", heir: winner });
      await this.#channel.callsSettled(() => true);
      await this.#joining.handOver({ ...winner, parties }, this.#deps.conversation(winner.id));
    });
    this.#sockets.tell({ type: "CONVERSATION_UPDATE", aiEnabled: this.#kernel.born.aiEnabled, movedTo: winner.id });
  }

  async unseal(): Promise<void> {
    const isBack = await this.#joining.comeBack(() => this.#forward());
    if (isBack) this.#quiet.read();
  }

  async importThread(thread: HandedThread): Promise<string[]> {
    const moved = this.#forward();
    if (moved) return moved.importThread(thread);
    const twins = this.#joining.take(thread);
    this.#quiet.read();
    return twins;
  }

  async showThread(origin: string): Promise<ReturnedThread> {
    const moved = this.#forward();
    return moved ? moved.showThread(origin) : this.#joining.show(origin);
  }

  async forgetThread(origin: string): Promise<void> {
    const moved = this.#forward();
    if (moved) return moved.forgetThread(origin);
    this.#joining.forget(origin);
    this.#sockets.renewAll();
  }

  async dropPages(who: string): Promise<void> {
    this.#sockets.drop(who);
    await this.#forward()?.dropPages(who);
  }

  async closeForGood(order: { quietSince: number | null }): Promise<ClosedThread> {
    return this.#erasing.close(order);
  }

  async traces(after: [number, string] | null): Promise<TracePage> {
    return this.#erasing.traces(after);
  }

  async wipe(): Promise<void> {
    return this.#erasing.wipe();
  }

  /** The WebSocket of the customer's page. The caller has established whose thread this is. */
  override async fetch(request: Request): Promise<Response> {
    const moved = this.#kernel.state?.movedTo;
    return moved ? this.#deps.conversationFetch(moved, request) : this.#sockets.accept(request);
  }

  override webSocketMessage(_socket: WebSocket, frame: string | ArrayBuffer): void {
    this.#typing.hear(frame);
  }

  override webSocketClose(socket: WebSocket): void {
    this.#sockets.closed(socket);
  }

  protected override knowAgain(): void {
    this.#kernel.fallAsleep();
  }

  protected override goOn(since: number): void {
    doubtRestored(this.#kernel, since);
    this.#kernel.wake(this.#machinery);
  }

  #accept(inbound: Inbound): string {
    this.#turns.introduce(inbound.people);
    return accept(this.#kernel, inbound);
  }

  /** Shown while it lasts and lost without harm: it goes past the outbox. */
  #showTyping(typing: boolean): void {
    const { id: conversationId, tenantId } = this.#kernel.born;
    this.#sockets.tell({ type: "TYPING_INDICATOR", who: "ai", typing });
    if (typing) this.#whatsappTyping.turnBegan();
    const told = this.#deps.liveRoom(tenantId).publish([{ type: "TYPING_INDICATOR", conversationId, who: "ai", typing }]);
    told.catch((error: unknown) => console.warn("typing was not shown", { error: wordsOf(error) }));
  }

  #forward(to = this.#kernel.state?.movedTo): ConversationRpc | null {
    return to ? this.#deps.conversation(to) : null;
  }

  #carryOut(effects: Effect[]): void {
    for (const effect of effects) {
      if (effect.type === "abortTurn") this.#turns.abort(effect.turnId);
      else if (effect.type === "startTurn") this.#turns.start(effect.turnId);
      else if (effect.type === "settle") settleStreams(this.#streams, this.#stores, this.#turns.remainingMessages, effect);
      else this.#sockets.show(this.#kernel, effect);
    }
  }

  async #drain(lane: Lane): Promise<void> {
    this.#kernel.busyLanes.add(lane);
    try {
      await this.#drains[lane]();
    } catch (error) {
      console.error("a lane stopped", { lane, error: wordsOf(error) });
      // Whatever stops it would do so again at once, and again.
      await new Promise<void>((goOn) => this.#deps.later(watchMs, goOn));
    } finally {
      this.#kernel.busyLanes.delete(lane);
      this.#kernel.tick();
    }
  }
}
