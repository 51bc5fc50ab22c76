import { standingOf, type HandedPart, type HandedThread } from "./handover.ts";
import type { Kernel } from "./kernel.ts";
import type { ConversationRpc } from "./rpc.ts";
import type { Birth, Parties, StoredMessage } from "./state.ts";

/** Messages handed over at once: a call between objects carries 32 MiB at most. */
const pageSize = 500;

/** How two threads become one and two again. Every step may be repeated: whoever began it may have died in the middle. */
export class Joining {
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /**
   * Gives everything to the winner: messages, parts that still have to be sent, what is owed an answer, how things stand.
   * Calls on the wire must have settled before.
   */
  async handOver(winner: Birth & { parties: Parties }, target: Pick<ConversationRpc, "importThread">): Promise<void> {
    const { born, stores } = this.#kernel;
    const { parties, ...birth } = winner;
    const open = born.batch && { ...born.batch, messageIds: [...born.batch.messageIds, ...(born.next?.messageIds ?? [])] };
    let place: [number, string] | null = null;
    for (;;) {
      const messages: StoredMessage[] = stores.messages.page("after", place, pageSize);
      const parts = messages.flatMap((message) => this.#partsOf(message));
      await target.importThread({ birth, parties, from: born.id, messages, parts, open, standing: standingOf(born) });
      const last = messages.at(-1);
      if (!last || messages.length < pageSize) break;
      place = [last.acceptedAt, last.id];
    }
    this.#kernel.apply({ type: "handedOver" });
  }

  #partsOf({ id: messageId, sender }: StoredMessage): HandedPart[] {
    const { parts, outbox } = this.#kernel.stores;
    return parts
      .of(messageId)
      .map((known, part) => ({ ...known, messageId, part, sender, waits: outbox.waitingText(messageId, part) }));
  }

  /** Takes in what is not here yet; with the first page also how things stood there. */
  take(thread: HandedThread): void {
    this.#kernel.begin(thread.birth, thread.parties);
    const { messages: known, outbox } = this.#kernel.stores;
    const isFirst = known.ofOrigin(thread.from).length === 0;
    const messages = thread.messages.filter((message) => !known.byId(message.id));
    if (messages.length === 0) return;
    const fresh = new Set(messages.map((message) => message.id));
    const owed = thread.open?.messageIds.filter((id) => fresh.has(id)) ?? [];
    this.#kernel.apply({
      type: "imported",
      messages,
      parts: thread.parts.filter((part) => fresh.has(part.messageId)),
      open: thread.open && owed.length > 0 ? { ...thread.open, messageIds: owed } : null,
      standing: isFirst ? thread.standing : null,
      from: thread.from,
      unsentAi: outbox.unsentAi(),
    });
  }

  /** Takes the merge back: the messages come home first and are forgotten there afterwards, so that none is ever nowhere. */
  async comeBack(from: Pick<ConversationRpc, "showThread" | "forgetThread">): Promise<void> {
    const { id } = this.#kernel.born;
    const messages = await from.showThread(id);
    this.#kernel.apply({ type: "handedBack", messages });
    await from.forgetThread(id);
    this.#kernel.apply({ type: "unsealed" });
  }

  forget(origin: string): void {
    const ids = this.#kernel.stores.messages.ofOrigin(origin).map((message) => message.id);
    if (ids.length > 0) this.#kernel.apply({ type: "exported", ids });
  }
}
