import type { LineAccess } from "./lineAccess.ts";
import type { InboxEntry, LineDeps, SenderErasure } from "./line.ts";
import type { LineStore } from "./lineStore.ts";
import { wholeSecond } from "./readLog.ts";

/** Longer than Twilio goes on trying to bring a message, and than any poll looks back. */
const keptForMs = 30 * 24 * 60 * 60_000;
/** After so many tries the provider is not asked any more when a message was written: it counts as new. */
const mostTries = 4;

/** Nobody can say yet whether the message was written before its sender was erased. */
class AgeUnknown extends Error {
  constructor() {
    super("It is not known yet when this message was written");
  }
}

/**
 * What a line does about people whose data was erased. Their messages are known by their sids, as ever; of one that was never brought
 * and is found late, the provider tells when it was written: before the erasure, it is let go of; after it, somebody new has written.
 */
export class LineErasure {
  readonly #access: LineAccess;
  readonly #store: LineStore;
  readonly #deps: Pick<LineDeps, "chance" | "senderHash">;

  constructor(access: LineAccess, store: LineStore, deps: Pick<LineDeps, "chance" | "senderHash">) {
    this.#access = access;
    this.#store = store;
    this.#deps = deps;
  }

  async forget({ tenantId, senders, conversationIds, at }: SenderErasure): Promise<void> {
    if (!this.#store.isBorn) return;
    const hashes = await Promise.all(senders.map((sender) => this.#deps.senderHash(tenantId, sender)));
    this.#store.noteErased(
      hashes.map(([current]) => current),
      at,
    );
    const now = this.#deps.chance.now();
    this.#store.put("erasuresUntil", Math.max(this.#store.get("erasuresUntil") ?? 0, now + keptForMs));
    this.#store.forgetSenders(senders, tenantId);
    this.#store.forgetThreads(conversationIds);
  }

  /** Whether a message is one that its sender wrote before they were erased. @throws AgeUnknown while the provider can't be asked */
  async isFromBefore({ owner, message }: Extract<InboxEntry, { kind: "message" }>, seq: number): Promise<boolean> {
    if ((this.#store.get("erasuresUntil") ?? 0) < this.#deps.chance.now()) return false;
    const erasedAt = this.#store.erasedAt(await this.#deps.senderHash(owner.tenantId, message.from.value));
    if (erasedAt === null) return false;
    const writtenAt = message.source === "list" ? message.receivedAt : await this.#writtenAt(message.sid);
    if (writtenAt !== null) return writtenAt < wholeSecond(erasedAt);
    if (this.#store.attempts(seq) < mostTries) throw new AgeUnknown();
    return false;
  }

  /** A webhook doesn't say it (https://www.twilio.com/docs/messaging/guides/webhook-request); the log does. */
  async #writtenAt(sid: string): Promise<number | null> {
    const config = await this.#access.resolve();
    if (typeof config === "string") return null;
    const listed = await this.#access
      .twilio(config)
      .then((twilio) => twilio.fetch(sid))
      .catch(() => null);
    return listed?.at ?? null;
  }
}
