/** Rows of one sender that wait, in order; only the first is ever handed over, and the others wait for it. */
interface Lane {
  seqs: number[];
  attempts: number;
  nextAt: number;
  isRunning: boolean;
}

export interface Turn {
  sender: string;
  seq: number;
}

export interface StoredTurn extends Turn {
  attempts: number;
  nextAt: number;
}

const firstWaitMs = 1000;
const longestWaitMs = 60_000;

/** How long the first row of a lane waits after its nth failure: 1 s, 2 s, 4 s … at most a minute, so that a fault's end is soon noticed (I13). */
export const backoffMs = (attempts: number): number => Math.min(firstWaitMs * 2 ** Math.max(0, attempts - 1), longestWaitMs);

/** Further ahead than any failure makes it wait: set by a clock that has gone back since. */
const isDue = (at: number, now: number): boolean => at <= now || at - now > longestWaitMs;

/**
 * What is accepted and not yet handed over: one lane for each sender, so that a sender's own order is kept and nobody
 * waits for somebody else's failure. It mirrors the stored rows and is rebuilt from them; what an earlier incarnation had
 * under way counts as not begun.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  #waiting = 0;
  #running = 0;

  constructor(stored: Iterable<StoredTurn> = []) {
    for (const { sender, seq, attempts, nextAt } of stored) {
      const isHead = !this.#lanes.has(sender);
      this.add({ sender, seq });
      if (isHead) Object.assign(this.#lanes.get(sender)!, { attempts, nextAt });
    }
  }

  /** Rows not yet done, those under way included. */
  get pending(): number {
    return this.#waiting;
  }

  get running(): number {
    return this.#running;
  }

  add({ sender, seq }: Turn): void {
    const lane = this.#lanes.get(sender);
    if (lane === undefined) this.#lanes.set(sender, { seqs: [seq], attempts: 0, nextAt: 0, isRunning: false });
    else lane.seqs.push(seq);
    this.#waiting += 1;
  }

  /** The oldest rows that may be handed over now, at most `room`; each lane gives one. */
  ready(now: number, room: number): Turn[] {
    const turns: Turn[] = [];
    for (const [sender, lane] of this.#lanes)
      if (!lane.isRunning && isDue(lane.nextAt, now)) turns.push({ sender, seq: lane.seqs[0]! });
    return turns.toSorted((a, b) => a.seq - b.seq).slice(0, Math.max(0, room));
  }

  begin(sender: string): void {
    this.#laneOf(sender).isRunning = true;
    this.#running += 1;
  }

  done(sender: string): void {
    const lane = this.#end(sender);
    lane.seqs.shift();
    lane.attempts = 0;
    lane.nextAt = 0;
    this.#waiting -= 1;
    if (lane.seqs.length === 0) this.#lanes.delete(sender);
  }

  /** Gives what is to be stored with the row: how often it failed and when it is tried again. */
  failed(sender: string, now: number): { attempts: number; nextAt: number } {
    const lane = this.#end(sender);
    lane.attempts += 1;
    lane.nextAt = now + backoffMs(lane.attempts);
    return { attempts: lane.attempts, nextAt: lane.nextAt };
  }

  /** When the next row that isn't under way may be handed over; null when all are under way or none is left. */
  nextAt(): number | null {
    let next: number | null = null;
    for (const lane of this.#lanes.values()) if (!lane.isRunning && (next === null || lane.nextAt < next)) next = lane.nextAt;
    return next;
  }

  #end(sender: string): Lane {
    const lane = this.#laneOf(sender);
    lane.isRunning = false;
    this.#running -= 1;
    return lane;
  }

  #laneOf(sender: string): Lane {
    const lane = this.#lanes.get(sender);
    if (lane === undefined) throw new Error("No such lane");
    return lane;
  }
}
