import type { Level } from "../../../schema/contract/enums.ts";
import { setSubscription } from "../../../workers/contacts/setSubscription.ts";
import { mergeContacts } from "../../../workers/contacts/mergeContacts.ts";
import { undoMerge } from "../../../workers/contacts/undoMerge.ts";
import { isRefusal } from "../../../workers/platform/refusal.ts";
import { openBusiness, type Business, type Person } from "./business.ts";
import type { Canaries } from "./canaries.ts";
import type { Judge } from "./judge.ts";
import type { Dice } from "./random.ts";
import type { Town } from "./town.ts";

const steps = 22;
const levels: readonly Level[] = [1, 2, 3];

/** What two customers, a consultant and time do to a business, one thing after another, as the dice fall. */
export class Life {
  readonly #town: Town;
  readonly #canaries: Canaries;
  readonly #judge: Judge;
  readonly #dice: Dice;
  #business!: Business;
  #inboundSids: string[] = [];
  #mergeId: string | null = null;
  #serial = 0;

  constructor(town: Town, canaries: Canaries, judge: Judge, dice: Dice) {
    this.#town = town;
    this.#canaries = canaries;
    this.#judge = judge;
    this.#dice = dice;
  }

  async live(): Promise<void> {
    const { people } = (this.#business = await openBusiness(this.#town, this.#canaries, this.#dice));
    const all = people.map(({ id }) => id);
    this.#judge.note(all);
    for (const person of people) if (this.#dice.chance(0.6)) await this.#subscribe(person);
    for (let step = 0; step < steps; step++) {
      this.#judge.note(all);
      await this.#something();
      this.#judge.note(all);
    }
    await this.#town.pass(15_000);
    await this.#answerAll();
  }

  async #something(): Promise<void> {
    const person = this.#dice.one(this.#business.people);
    const [does] = [
      [this.#writesWhatsapp, 24],
      [this.#writesWeb, 9],
      [this.#subscribe, 14],
      [this.#waits, 20],
      [this.#modelAnswers, 14],
      [this.#fileIsRead, 6],
      [this.#colleagueAsksAndWrites, 8],
      [this.#handsBack, 5],
      [this.#joinsOrParts, 5],
      [this.#note, 2],
      [this.#movesKnowledge, 3],
      [this.#isOurs, 2],
      [this.#startsTopic, 2],
      [this.#rewritesOverlay, 2],
    ].reduce<[(person: Person) => Promise<void>, number]>(
      ([chosen, seen], [option, weight]) => {
        const total = seen + (weight as number);
        return [this.#dice.next() * total < (weight as number) ? (option as (person: Person) => Promise<void>) : chosen, total];
      },
      [this.#waits, 0],
    );
    await does.call(this, person);
  }

  #conversationOf(person: Person): string | null {
    const [row] = this.#town.sql(
      `WITH RECURSIVE t(id) AS (SELECT ?), one(id) AS (SELECT ? UNION SELECT c.merged_into FROM one JOIN contacts c
         ON c.tenant_id = (SELECT id FROM t) AND c.id = one.id WHERE c.merged_into IS NOT NULL)
       SELECT v.id FROM one JOIN contacts c ON c.tenant_id = (SELECT id FROM t) AND c.id = one.id AND c.merged_into IS NULL
         JOIN conversations v ON v.tenant_id = c.tenant_id AND v.contact_id = c.id
       WHERE v.agent_id = ? AND v.moved_to IS NULL`,
      this.#town.tenantId,
      person.id,
      this.#business.agentId,
    );
    return row ? String(row["id"]) : null;
  }

  async #writesWhatsapp(person: Person): Promise<void> {
    const sid = `SMin${this.#town.id("message")}`;
    const level = this.#town.levelOf(person.id);
    const word = this.#canaries.hatch({ source: "a customer's own message", level, messageKey: `sid:${sid}` });
    const quotable = [...this.#inboundSids, ...this.#town.sentSids];
    await this.#town.writeWhatsapp(this.#business.agentId, {
      from: person.phone,
      text: this.#dice.chance(0.1) ? "" : `${word} listino prezzi?`,
      picture: this.#dice.chance(0.25),
      quotedSid: quotable.length > 0 && this.#dice.chance(0.4) ? this.#dice.one(quotable) : null,
      sid,
    });
    this.#inboundSids.push(sid);
  }

  async #writesWeb(person: Person): Promise<void> {
    const conversationId = this.#conversationOf(person);
    if (conversationId === null) return this.#writesWhatsapp(person);
    const key = this.#town.id("message");
    const level = this.#town.levelOf(person.id);
    const word = this.#canaries.hatch({ source: "a customer's own message", level, messageKey: `web:${key}` });
    await this.#town.writeWeb(this.#business.agentId, conversationId, person.id, `${word} e il listino?`, key);
  }

  async #subscribe(person: Person): Promise<void> {
    const wish = { level: this.#dice.one(levels), status: this.#dice.chance(0.8) ? ("active" as const) : ("canceled" as const) };
    const set = await setSubscription({ chance: this.#town.chance }, this.#town.mine, "usr_1", person.id, wish);
    if (isRefusal(set)) throw new Error(set.key);
  }

  async #waits(): Promise<void> {
    await this.#town.pass(this.#dice.one([100, 600, 1_000, 4_100, 4_100, 13_000]));
  }

  async #modelAnswers(): Promise<void> {
    const call = this.#town.wire.calls.find(({ kind }) => kind === "turn");
    if (!call) return this.#waits();
    if (this.#dice.chance(0.12)) call.fail(this.#dice.one([500, 400]));
    else call.answer(this.#said("an answer of the AI", this.#judge.levelsOf(call)[0]));
    await this.#town.settle();
  }

  #said = (source: string, level: Level | null): string => `${this.#canaries.hatch({ source, level })} ecco la risposta`;

  async #answerAll(): Promise<void> {
    for (let rounds = 0; rounds < 20 && this.#town.wire.calls.length > 0; rounds++) {
      const [call] = this.#town.wire.calls;
      call?.answer(this.#said("an answer of the AI", this.#judge.levelsOf(call)[0]));
      await this.#town.settle();
      await this.#town.pass(1_000);
    }
  }

  /** A picture that was sent is understood at last: what it shows belongs to its message. */
  async #fileIsRead(): Promise<void> {
    const order = this.#town.adoptions.shift();
    if (!order) return this.#waits();
    const [row] = this.#town.stored(
      order.conversationId,
      "SELECT level, dedupe_key FROM messages WHERE id = ?",
      order.messageId,
    ) as {
      level: Level;
      dedupe_key: string | null;
    }[];
    if (!row) return;
    const hatch = (source: string) =>
      this.#canaries.hatch({ source, level: row.level, ...(row.dedupe_key === null ? {} : { messageKey: row.dedupe_key }) });
    const read = {
      description: `${hatch("what a picture shows")} una foto`,
      text: `${hatch("what is written in a picture")} listino`,
    };
    const media = { ...order.media, state: "ready" as const, ...read };
    await this.#town.thread(order.conversationId).object.mediaChanged({ messageId: order.messageId, media });
    await this.#town.settle();
  }

  /** A colleague has the thread summed up, or a draft made of the next answer, and perhaps sends it as it is. */
  async #colleagueAsksAndWrites(person: Person): Promise<void> {
    const conversationId = this.#conversationOf(person);
    if (conversationId === null) return;
    if (this.#dice.chance(0.4)) await this.#subscribe(person);
    const { object } = this.#town.thread(conversationId);
    const kind = this.#dice.one(["suggest", "suggest", "summarize"] as const);
    const asking = kind === "suggest" ? object.suggest("a1") : object.summarize("a1");
    await this.#town.settle();
    const call = this.#town.wire.calls.find((one) => one.kind === kind);
    const level = this.#town.levelOf(person.id);
    const text = kind === "suggest" ? this.#said("a draft that was sent by hand", level) : this.#said("a hand-over note", null);
    call?.answer(text);
    await asking;
    if (kind === "summarize" || this.#dice.chance(0.2)) return;
    await this.#town.writeByHand(conversationId, text);
    if (this.#dice.chance(0.6)) await object.toggleAi({ aiEnabled: true, by: "Anna" });
    if (this.#dice.chance(0.4)) await this.#subscribe(person);
    await this.#town.settle();
  }

  async #handsBack(person: Person): Promise<void> {
    const conversationId = this.#conversationOf(person);
    if (conversationId === null) return;
    await this.#town.thread(conversationId).object.toggleAi({ aiEnabled: this.#dice.chance(0.85), by: "Anna" });
    await this.#town.settle();
  }

  async #note(person: Person): Promise<void> {
    const conversationId = this.#conversationOf(person);
    if (conversationId === null) return;
    const text = `${this.#canaries.hatch({ source: "a note of a colleague's", level: null })} listino`;
    const order = { text, mentions: [], by: { id: "usr_1", name: "Anna" }, clientMessageId: `note-${++this.#serial}` };
    await this.#town.thread(conversationId).object.note(order);
    await this.#town.settle();
  }

  async #joinsOrParts(): Promise<void> {
    const [first, second] = this.#dice.chance(0.5) ? this.#business.people : this.#business.people.toReversed();
    if (!first || !second) return;
    const deps = this.#town.contactDeps;
    const db = this.#town.mine;
    if (this.#mergeId === null) {
      const wish = { winnerId: first.id, loserId: second.id, reason: "console", actor: "usr_1" } as const;
      const merged = await mergeContacts(deps, db, wish);
      if (isRefusal(merged)) throw new Error(merged.key);
      this.#mergeId = merged.mergeId;
    } else {
      const undone = await undoMerge(deps, db, "usr_1", { contactId: first.id, mergeId: this.#mergeId });
      if (isRefusal(undone)) throw new Error(undone.key);
      this.#mergeId = null;
    }
    await this.#town.settle();
  }

  async #movesKnowledge(): Promise<void> {
    const item = this.#dice.one(this.#business.items);
    const level = this.#dice.one(levels);
    this.#town.sql("UPDATE knowledge_items SET min_level = ? WHERE id = ?", level, item.id);
    this.#canaries.move(item.word, level, this.#town.now);
  }

  /** A number becomes the consultant's own, or stops being it: what was said then was said with everything in sight. */
  async #isOurs(person: Person): Promise<void> {
    const phones = this.#dice.chance(0.5) ? [person.phone] : [];
    this.#town.sql("UPDATE tenants SET consultant_phones = ? WHERE id = ?", JSON.stringify(phones), this.#town.tenantId);
  }

  async #startsTopic(person: Person): Promise<void> {
    const conversationId = this.#conversationOf(person);
    if (conversationId !== null) await this.#town.thread(conversationId).object.newTopic({ by: "Anna" });
    await this.#town.settle();
  }

  async #rewritesOverlay(): Promise<void> {
    const level = this.#dice.one(levels);
    const word = this.#canaries.hatch({ source: "overlay", level });
    this.#canaries.move(this.#business.overlays.get(level) ?? "", null, this.#town.now);
    this.#business.overlays.set(level, word);
    const column = `level_prompt_overlay_${level}`;
    this.#town.sql(`UPDATE agents SET ${column} = ? WHERE id = ?`, `${word} sii breve`, this.#business.agentId);
  }
}
