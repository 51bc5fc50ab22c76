import type { AssistDesk } from "./assistDesk.ts";
import type { ChannelLane } from "./drainChannel.ts";
import type { Kernel } from "./kernel.ts";
import type { PageSockets } from "./pageSockets.ts";
import type { ClosedThread, TracePage } from "./rpc.ts";
import { prepareSchema } from "./schema.ts";
import type { StoredMessage } from "./state.ts";
import type { TurnRunner } from "./turnRunner.ts";

const pageSize = 200;
/** Longer than a call to D1 or to the live room may take; what still runs then finds no thread to write to. */
const longestWaitMs = 15_000;
const lookEveryMs = 20;

/** Whatever may be under way in an object. */
interface Busy {
  turns: TurnRunner;
  assist: AssistDesk;
  channel: ChannelLane;
  sockets: PageSockets;
}

/**
 * How a thread ends for good: it falls silent, says what others hold of it, and forgets everything but that it was erased. Each step
 * may be repeated, also by another life of the object: whoever erases may have died in between.
 */
export class Erasing {
  readonly #storage: DurableObjectStorage;
  readonly #kernel: Kernel;
  readonly #busy: Busy;

  constructor(storage: DurableObjectStorage, kernel: Kernel, busy: Busy) {
    this.#storage = storage;
    this.#kernel = kernel;
    this.#busy = busy;
  }

  /**
   * From here on nothing is taken in, answered, sent or told. Resolves once nothing of that is under way any more.
   *
   * @param quietSince in milliseconds: a thread in which anything was said since is left as it is; null to close it whatever was said
   */
  async close({ quietSince }: { quietSince: number | null }): Promise<ClosedThread> {
    const { state } = this.#kernel;
    const { turns, assist, channel, sockets } = this.#busy;
    if (!state) return { kind: "closed", whatsapp: this.#kernel.stores.readState()?.whatsapp ?? null };
    if (quietSince !== null && state.lastAcceptedAt >= quietSince) return { kind: "active" };
    this.#kernel.hush();
    turns.drop();
    assist.giveUpAll();
    await channel.callsSettled(() => true);
    await this.#lanesAtRest();
    this.#kernel.close();
    sockets.renewAll();
    return { kind: "closed", whatsapp: state.whatsapp };
  }

  /** What others hold of a closed thread, by pages in its order: rows and addresses, with what it takes to find them there. */
  traces(after: [number, string] | null): TracePage {
    const { messages } = this.#kernel.stores;
    const page = messages.page("after", after, pageSize);
    const last = page.at(-1);
    return {
      messageIds: page.map(({ id }) => id),
      linked: page.map(({ text }) => text).filter((text) => /https?:/i.test(text)),
      sentFiles: page.flatMap((message) => this.#sentFiles(message)),
      next: page.length === pageSize && last ? [last.acceptedAt, last.id] : null,
    };
  }

  async wipe(): Promise<void> {
    this.#kernel.close();
    await this.#storage.deleteAll();
    prepareSchema(this.#storage.sql);
    this.#kernel.close();
  }

  #sentFiles({ id, direction, channel, media }: StoredMessage): string[] {
    if (direction !== "outbound" || channel !== "whatsapp" || media.length === 0) return [];
    return this.#kernel.stores.parts.of(id).flatMap(({ sid, formerSids }) => (sid === null ? formerSids : [sid, ...formerSids]));
  }

  async #lanesAtRest(): Promise<void> {
    const { deps, busyLanes } = this.#kernel;
    for (let waited = 0; busyLanes.size > 0 && waited < longestWaitMs; waited += lookEveryMs)
      await new Promise<void>((goOn) => deps.later(lookEveryMs, goOn));
  }
}
