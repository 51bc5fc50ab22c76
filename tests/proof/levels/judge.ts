import type { Level } from "../../../schema/contract/enums.ts";
import type { Canaries, Canary } from "./canaries.ts";
import type { WireCall } from "./modelWire.ts";
import type { Town } from "./town.ts";

/** People, agent and knowledge as they were read when a message came stand for its own turn, this long (conversation/turnRunner.ts). */
const introducedMs = 500;

/**
 * Looks at every request on its way to the model: whose it is, what they hold at that moment, and which canaries sing in its bytes.
 * What somebody holds is asked of D1 in other words than the product's.
 */
export class Judge {
  readonly wrong: string[] = [];
  requests = 0;
  /** Canaries that were rightly there: a trial in which none is has tried nothing. */
  sung = 0;
  #held = new Map<string, { at: number; level: Level }[]>();
  readonly #levels = new WeakMap<object, [Level, Level]>();
  readonly #town: Town;
  readonly #canaries: Canaries;

  constructor(town: Town, canaries: Canaries) {
    this.#town = town;
    this.#canaries = canaries;
  }

  /** To be called before and after everything that may change what somebody holds. */
  note(contactIds: string[]): void {
    for (const id of contactIds) {
      const seen = this.#held.get(id) ?? [];
      seen.push({ at: this.#town.now, level: this.#town.levelOf(id) });
      this.#held.set(id, seen);
    }
  }

  /** What a contact has held since a moment. */
  #heldSince(contactId: string, since: number): Level[] {
    const seen = this.#held.get(contactId) ?? [];
    const before = seen.findLast(({ at }) => at < since);
    return [
      this.#town.levelOf(contactId),
      ...[before, ...seen.filter(({ at }) => at >= since)].flatMap((one) => one?.level ?? []),
    ];
  }

  contactOf(conversationId: string): string {
    const [row] = this.#town.sql(
      "SELECT contact_id FROM conversations WHERE tenant_id = ? AND id = ?",
      this.#town.tenantId,
      conversationId,
    );
    return String(row?.["contact_id"]);
  }

  /** Who somebody is by now, joined with others as they may be. */
  #oneOf(contactId: string): string {
    const [row] = this.#town.sql(
      "SELECT merged_into AS into_ FROM contacts WHERE tenant_id = ? AND id = ?",
      this.#town.tenantId,
      contactId,
    );
    return row?.["into_"] ? this.#oneOf(String(row["into_"])) : contactId;
  }

  /** The levels between which whatever is made of a call lies: one, unless it has changed while the turn was being prepared. */
  levelsOf(call: Pick<WireCall, "kind" | "conversationId">): [lowest: Level, highest: Level] {
    const known = this.#levels.get(call);
    if (known) return known;
    const held = this.#heldSince(this.contactOf(call.conversationId), this.#readSince(call));
    const levels: [Level, Level] = [Math.min(...held) as Level, Math.max(...held) as Level];
    this.#levels.set(call, levels);
    return levels;
  }

  /** The earliest moment whose facts a call may go by. */
  #readSince({ kind, conversationId }: Pick<WireCall, "kind" | "conversationId">): number {
    const asked = this.#town.thread(conversationId).asked;
    return kind === "turn" ? (asked?.at ?? this.#town.now) - introducedMs : this.#town.now;
  }

  heard(call: WireCall): void {
    // A hand-over note is for colleagues; what it says must not come back, and is a canary that no customer may meet.
    const [, level] = this.levelsOf(call);
    if (call.kind === "summarize") return;
    this.requests++;
    for (const canary of this.#canaries.in(call.body)) {
      const why = this.#objection(canary, call, level);
      if (why === null) this.sung++;
      else this.wrong.push(`${canary.source} of level ${canary.level ?? "none"} in a ${call.kind} at level ${level}: ${why}`);
    }
  }

  /** Also as it was until a moment ago, where the call may not know better. */
  #objection(canary: Canary, call: WireCall, level: Level): string | null {
    const { was } = canary;
    const why = this.#objectionNow(canary, call, level);
    if (why === null || was === undefined || was.until < this.#readSince(call)) return why;
    return this.#objectionNow({ ...canary, level: was.level }, call, level);
  }

  #objectionNow(canary: Canary, call: WireCall, level: Level): string | null {
    if (canary.level === null) return "nobody's to see";
    const { owner } = canary;
    if (owner && this.#oneOf(owner) !== this.#oneOf(this.contactOf(call.conversationId))) return "another person's";
    if (canary.goldOnly && level < 3) return "the store is for Gold";
    return canary.level <= level || this.#isOwed(canary, call) ? null : "above the level";
  }

  /** What still waits for its answer is read, whatever its writer holds by now. */
  #isOwed({ messageKey }: Canary, { kind, conversationId }: WireCall): boolean {
    if (kind !== "turn" || messageKey === undefined) return false;
    const asked = this.#town.thread(conversationId).asked;
    const message = asked?.messages.find(({ dedupeKey }) => dedupeKey === messageKey);
    if (!asked || !message) return false;
    const answers = this.#town.stored(
      conversationId,
      "SELECT id FROM messages WHERE kind = 'reply' AND reply_to = ?",
      message.batchId ?? "",
    );
    return answers.length === 0;
  }
}
