import { standingOf, type HandedPart, type HandedThread, type ReturnedThread } from "./handover.ts";
import { merged, waitingIn } from "./placing.ts";
import type { DeliveryUpdate } from "../channels/port.ts";
import { inOneCall } from "./inOneCall.ts";
import type { Kernel } from "./kernel.ts";
import { readPayload, type OutboxRow, type PartContent } from "./outbox.ts";
import type { ConversationRpc, Inbound } from "./rpc.ts";
import type { Birth, Parties, StoredMessage } from "./state.ts";

/** What a row will send, if no call was made for it yet. */
const waitingContent = (row: OutboxRow | null): PartContent | null => {
  if (row?.state !== "queued") return null;
  const { messageId: _message, part: _part, ...content } = readPayload(row.payload);
  return content;
};

/** Under which name it is kept where a message went home to: it did not go on, and what comes of it again is not passed on. */
const homeOf = (dedupeKey: string): string => `home:${dedupeKey}`;

/** Messages handed over at once, if they fit into one call. */
const pageSize = 500;

/** How two threads become one and two again. Every step may be repeated: whoever began it may have died in the middle. */
export class Joining {
  readonly #kernel: Kernel;
  /** The move that is under way, if one is. */
  #moves: Promise<unknown> = Promise.resolve();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** A merge that is taken back while its threads are still following is taken back once they have. */
  inTurn<T>(move: () => Promise<T>): Promise<T> {
    const turn = this.#moves.then(move);
    this.#moves = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Gives everything to the winner: messages, parts that still have to be sent, what is owed an answer, how things stand.
   * Calls on the wire must have settled before.
   */
  async handOver(winner: Birth & { parties: Parties }, target: Pick<ConversationRpc, "importThread">): Promise<void> {
    const { born, stores } = this.#kernel;
    const { parties, ...birth } = winner;
    const open = born.batch && born.next ? merged(born.batch, born.next).batch : born.batch;
    let place: [number, string] | null = null;
    const twins: string[] = [];
    for (;;) {
      const following: StoredMessage[] = stores.messages.page("after", place, pageSize);
      const messages = inOneCall(following);
      const parts = messages.flatMap((message) => this.#partsOf(message));
      // Read with the page: a file that gets further from now on is told to the winner by whoever brings it here.
      const { pendingMedia } = this.#kernel.born;
      const standing = standingOf(born);
      twins.push(
        ...(await target.importThread({ birth, parties, from: born.id, messages, parts, open, pendingMedia, standing })),
      );
      const last = messages.at(-1);
      if (!last || (following.length < pageSize && messages.length === following.length)) break;
      place = [last.acceptedAt, last.id];
    }
    this.#kernel.apply({ type: "handedOver", twins }, () => {
      for (const id of twins) {
        const key = stores.messages.byId(id)?.dedupeKey;
        if (key) stores.ways.note(key, birth.id);
      }
    });
  }

  #partsOf({ id: messageId, sender }: StoredMessage): HandedPart[] {
    const { parts, outbox } = this.#kernel.stores;
    return parts
      .of(messageId)
      .map((known, part) => ({ ...known, messageId, part, sender, waits: waitingContent(outbox.ofPart(messageId, part)) }));
  }

  /** Whether a message has gone home from here: its own thread has it, and takes it again as soon as it lives by itself. */
  isAtHome(dedupeKey: string): boolean {
    return this.#kernel.stores.ways.of(homeOf(dedupeKey)) !== null;
  }

  /** Whether a message is here, or went on from here. */
  knows(dedupeKey: string): boolean {
    const { messages, ways } = this.#kernel.stores;
    return messages.byDedupeKey(dedupeKey) !== null || ways.of(dedupeKey) !== null;
  }

  /** Who else has to hear a report: the thread that everything goes on to, or that its message has gone home to; never the one it names. */
  alsoHears({ messageId, conversationId }: DeliveryUpdate): string | null {
    const { state, stores } = this.#kernel;
    const home = stores.messages.byId(messageId) ? null : stores.ways.of(messageId);
    const other = home ?? state?.movedTo ?? null;
    return other === conversationId ? null : other;
  }

  /**
   * Where a message goes on to, if it does: where it went before, or where everything goes from here. It is written down first, for nobody
   * may hear whether it arrived. What is here itself goes along with its thread.
   */
  wayOf(dedupeKey: string): string | null {
    const { state, stores } = this.#kernel;
    const movedTo = state?.movedTo ?? null;
    if (stores.messages.byDedupeKey(dedupeKey)) return movedTo;
    if (movedTo) stores.ways.note(dedupeKey, movedTo);
    return stores.ways.of(dedupeKey);
  }

  /** A message as it is passed on: with it a thread may begin, which must not take itself for this one. */
  forHeir(inbound: Inbound): Inbound {
    const { heir } = this.#kernel.born;
    return heir ? { ...inbound, birth: heir } : inbound;
  }

  /**
   * Takes in what is not here yet; with the first page also how things stood there. Whoever tries to write once more may by then be
   * known as somebody else, so that the same message is here under another id: that one stays.
   *
   * @returns the ids under which such messages came
   */
  take(thread: HandedThread): string[] {
    this.#kernel.begin(thread.birth, thread.parties);
    const { stores } = this.#kernel;
    const known = stores.messages;
    const isFirst = known.ofOrigin(thread.from).length === 0;
    const strange = thread.messages.filter((message) => !known.byId(message.id));
    const messages = strange.filter(({ dedupeKey }) => dedupeKey === null || !known.byDedupeKey(dedupeKey));
    const twins = strange.filter((message) => !messages.includes(message)).map(({ id }) => id);
    if (strange.length === 0) return twins;
    const fresh = new Set(messages.map((message) => message.id));
    const owed = thread.open?.messageIds.filter((id) => fresh.has(id)) ?? [];
    this.#kernel.apply({
      type: "imported",
      messages,
      parts: thread.parts.filter((part) => fresh.has(part.messageId)),
      open: thread.open && owed.length > 0 ? { ...thread.open, messageIds: owed } : null,
      pendingMedia: thread.pendingMedia,
      batchId: this.#kernel.chance.id("batch"),
      standing: isFirst ? thread.standing : null,
      from: thread.from,
      unsentAi: stores.unsentAi(),
    });
    return twins;
  }

  /**
   * Takes the merge back: the messages come home first and are forgotten there afterwards, so that none is ever nowhere.
   *
   * @returns whether there was anything to take back
   */
  comeBack(whence: () => Pick<ConversationRpc, "showThread" | "forgetThread" | "said"> | null): Promise<boolean> {
    return this.inTurn(async () => {
      const from = whence();
      if (!from) return false;
      const { id } = this.#kernel.born;
      this.#kernel.apply({ type: "handedBack", returned: await from.showThread(id) });
      const said = await from.said();
      await from.forgetThread(id);
      this.#kernel.apply({ type: "unsealed", said });
      return true;
    });
  }

  show(origin: string): ReturnedThread {
    const { state, stores } = this.#kernel;
    const messages = stores.messages.ofOrigin(origin);
    const waiting = state ? waitingIn(state) : [];
    return { messages, isOwed: messages.some(({ id }) => waiting.includes(id)) };
  }

  forget(origin: string): void {
    const { messages, ways } = this.#kernel.stores;
    const gone = messages.ofOrigin(origin);
    if (gone.length === 0) return;
    const names = gone.flatMap(({ id, dedupeKey }) => [id, ...(dedupeKey === null ? [] : [homeOf(dedupeKey)])]);
    const ids = gone.map(({ id }) => id);
    this.#kernel.apply({ type: "exported", ids }, () => names.forEach((name) => ways.note(name, origin)));
  }
}
