import type { OutboundPart } from "../../workers/channels/port.ts";
import { copyOf } from "../support/copyOf.ts";
import { NodeStorage } from "../support/nodeStorage.ts";
import type { Aim } from "./aim.ts";
import type { Dice } from "./dice.ts";
import type { Faults } from "./faults.ts";
import type { VirtualTime } from "./virtualTime.ts";

interface Surroundings {
  dice: Dice;
  faults: Faults;
  time: VirtualTime;
  aim: Aim;
}

/** What Durable Objects are given: enough for ours. */
type Make = (context: object, name: string) => object;

interface Kept {
  kind: string;
  name: string;
  storage: NodeStorage;
  instance: object | null;
}

/** A call that has come to its end within one life. Its moments are places in the order of everything that happens. */
export interface Call {
  kind: string;
  name: string;
  method: string;
  given: unknown;
  answer: unknown;
  life: number;
  beganAt: number;
  endedAt: number;
  /** The same by our clock, in milliseconds. */
  beganOn: number;
  endedOn: number;
}

/** Its place in the order of everything that happens, and the life in which it was. */
interface Departure {
  at: number;
  life: number;
}

const never = <T>(): Promise<T> => new Promise(() => undefined);

/**
 * The one process in which all Durable Objects live, each over its own storage. It can be killed: what was stored stays, whoever
 * was waiting never hears anything again, and the next call or alarm finds objects built anew.
 */
export class Process {
  readonly #around: Surroundings;
  readonly #makes: Record<string, Make>;
  readonly #kept = new Map<string, Kept>();
  /** How far our clock is ahead of the world's, in milliseconds. */
  skew = 0;
  readonly #heard: (call: Call) => void;
  /** When lines were asked to send a part, by message and part: such a call may be on its way for a while. */
  readonly setOut = new Map<string, Departure[]>();
  /** Answers of counters that never came: nobody knows what they have reserved. */
  reservationsLost = 0;
  #life = 0;
  #moments = 0;

  constructor(around: Surroundings, makes: Record<string, Make>, heard: (call: Call) => void) {
    this.#around = around;
    this.#makes = makes;
    this.#heard = heard;
  }

  /** The next place in the order of everything that happens. */
  moment = (): number => ++this.#moments;

  /** Milliseconds, as our clock shows it. */
  now = (): number => this.#around.time.now + this.skew;

  /** What is answered only to a process that still lives. */
  async alive<T>(work: Promise<T>): Promise<T> {
    const life = this.#life;
    try {
      const result = await work;
      return life === this.#life ? result : never<T>();
    } catch (error) {
      if (life !== this.#life) return never<T>();
      throw error;
    }
  }

  get life(): number {
    return this.#life;
  }

  kill(): void {
    this.#life++;
    this.#around.time.forgetOurs();
    for (const kept of this.#kept.values()) kept.instance = null;
  }

  namespace(kind: string): DurableObjectNamespace {
    const stub = (name: string) =>
      new Proxy(
        {},
        {
          get: (_, method) =>
            method === "then"
              ? undefined
              : (...given: unknown[]) => this.alive(this.#callFromAfar(kind, name, String(method), given)),
        },
      );
    return { idFromName: (name: string) => name, get: stub } as unknown as DurableObjectNamespace;
  }

  /** Another object may be far away, and what it has done may remain unknown to whoever asked for it. */
  async #callFromAfar(kind: string, name: string, method: string, given: unknown[]): Promise<unknown> {
    const { dice, faults, time, aim } = this.#around;
    const fate = faults.call();
    if (kind === "LINE" && method === "send") {
      const { messageId, part } = given[0] as OutboundPart;
      const key = `${messageId}:${part}`;
      this.setOut.set(key, [...(this.setOut.get(key) ?? []), { at: this.moment(), life: this.#life }]);
    }
    const travel = (ms = dice.between(5, 400)) => new Promise<void>((arrive) => void time.after(ms, arrive));
    if (fate === "slow") await travel();
    if (kind === "CONVERSATION" && (method === "receive" || method === "chat")) {
      aim.note("message");
      const late = faults.messageMs();
      if (late > 0) await travel(late);
    }
    if (fate === "lost") throw new Error("Network connection lost.");
    const answer = await this.call(kind, name, method, given);
    if (fate === "answer lost" && kind === "QUOTA") this.reservationsLost++;
    if (fate === "answer lost") throw new Error("Network connection lost.");
    if (fate === "slow") await travel();
    return answer;
  }

  /** What is given and what is answered are copies, as between real objects. */
  async call(kind: string, name: string, method: string, given: unknown[]): Promise<unknown> {
    const instance = this.#wake(this.#keep(kind, name)) as Record<string, (...given: unknown[]) => unknown>;
    const [life, beganAt, beganOn] = [this.#life, this.moment(), this.now()];
    this.#around.aim.note(`${kind} ${method}`);
    const result = await instance[method]!(...copyOf(given));
    const answer = result instanceof ReadableStream ? result : copyOf(result);
    const ended = { endedAt: this.moment(), endedOn: this.now() };
    if (life === this.#life)
      this.#heard({
        kind,
        name,
        method,
        life,
        given: given[0],
        answer,
        beganAt,
        beganOn,
        ...ended,
      });
    return answer;
  }

  storages(kind: string): { name: string; storage: NodeStorage }[] {
    return [...this.#kept.values()].filter((kept) => kept.kind === kind);
  }

  /** When the first alarm is due by the world's clocks; null when none stands. */
  alarmAt = (): number | null => {
    let first: number | null = null;
    for (const { storage } of this.#kept.values())
      if (storage.alarm !== null && (first === null || storage.alarm - this.skew < first)) first = storage.alarm - this.skew;
    return first === null ? null : Math.max(first, this.#around.time.now);
  };

  ring = (): void => {
    for (const kept of this.#kept.values()) {
      if (kept.storage.alarm === null || kept.storage.alarm > this.now()) continue;
      kept.storage.alarm = null;
      const instance = this.#wake(kept) as { alarm(): Promise<void> };
      void instance.alarm();
    }
  };

  close(): void {
    this.kill();
    for (const { storage } of this.#kept.values()) storage.close();
  }

  #keep(kind: string, name: string): Kept {
    const key = `${kind} ${name}`;
    const kept = this.#kept.get(key) ?? {
      kind,
      name,
      storage: new NodeStorage(kind),
      instance: null,
    };
    this.#kept.set(key, kept);
    return kept;
  }

  #wake(kept: Kept): object {
    kept.instance ??= this.#makes[kept.kind]!(
      {
        id: { name: kept.name },
        storage: kept.storage,
        waitUntil: (work: Promise<unknown>) => void work,
        getWebSockets: () => [],
        setWebSocketAutoResponse: () => undefined,
      },
      kept.name,
    );
    return kept.instance;
  }
}
