import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DeskWatch } from "./deskWatch.ts";
import { handWritten, Simulation } from "./simulation.ts";

const minute = 60_000;
const anna = { id: "usr_anna", name: "Anna" };

type Move =
  | { do: "write"; channel: "web" | "whatsapp"; isOrder: boolean }
  | { do: "pass"; ms: number }
  | { do: "model"; how: "ok" | "unavailable" | "refused" }
  | { do: "send"; how: "accepted" | "refused" | "unknown" }
  | { do: "takeover" | "handBack" | "person" | "note" | "customerTopic" | "colleagueTopic" | "letIn" }
  | { do: "block"; isTold: boolean }
  | { do: "arrange"; how: "close" | "open" | "snooze" | "assign" | "label" }
  | { do: "crash"; arrives: boolean }
  | { do: "away"; who: "d1" | "live"; isAway: boolean };

const oneOf = <const T>(...values: T[]) => fc.constantFrom(...values);
const simply = <const T extends Move["do"]>(what: T) => fc.constant({ do: what } as Move);

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: oneOf("write"),
      channel: oneOf("web", "whatsapp"),
      isOrder: oneOf(false, false, false, false, true),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: oneOf("pass"), ms: oneOf(50, 4_000, 20_000, 5 * minute, 11 * minute) }) },
  { weight: 4, arbitrary: fc.record({ do: oneOf("model"), how: oneOf("ok", "ok", "ok", "unavailable", "refused") }) },
  { weight: 3, arbitrary: fc.record({ do: oneOf("send"), how: oneOf("accepted", "accepted", "refused", "unknown") }) },
  { weight: 2, arbitrary: simply("takeover") },
  { weight: 1, arbitrary: simply("handBack") },
  { weight: 1, arbitrary: simply("person") },
  { weight: 2, arbitrary: simply("note") },
  { weight: 1, arbitrary: simply("customerTopic") },
  { weight: 1, arbitrary: simply("colleagueTopic") },
  { weight: 1, arbitrary: fc.record({ do: oneOf("block"), isTold: oneOf(true, true, false) }) },
  { weight: 1, arbitrary: simply("letIn") },
  { weight: 3, arbitrary: fc.record({ do: oneOf("arrange"), how: oneOf("close", "open", "snooze", "assign", "label") }) },
  { weight: 1, arbitrary: fc.record({ do: oneOf("crash"), arrives: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: oneOf("away"), who: oneOf("d1", "live"), isAway: oneOf(true, false, false) }) },
);

const orderOf = (how: Extract<Move, { do: "arrange" }>["how"], now: number, serial: number) => {
  switch (how) {
    case "close":
      return { place: "closed" } as const;
    case "open":
      return { place: "open" } as const;
    case "snooze":
      return { place: "snoozed", snoozedUntil: now + 3 * minute } as const;
    case "assign":
      return { assignee: serial % 3 === 0 ? null : { id: `usr_${serial % 3}`, name: `U${serial % 3}` } };
    case "label":
      return { labelIds: ["lbl_1", "lbl_2", "lbl_gone"].slice(serial % 2, 1 + (serial % 3)) };
  }
};

/** While a confirmation is waited for, what is on the wire arrives. */
const confirmed = async (simulation: Simulation, confirmation: Promise<unknown>): Promise<void> => {
  while (simulation.sends.length > 0) await simulation.finishSend(true, { kind: "accepted", sid: "" });
  await confirmation;
  await simulation.settled();
};

class Play {
  readonly watch: DeskWatch;
  readonly #simulation: Simulation;
  #serial = 0;
  #toldLater: { blocked: boolean; at: number } | null = null;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
    this.watch = new DeskWatch(simulation);
  }

  async make(next: Move): Promise<void> {
    await this.#do(next);
    await this.#simulation.settled();
    await this.watch.look();
  }

  async #do(next: Move): Promise<void> {
    const simulation = this.#simulation;
    const { object } = simulation;
    const serial = ++this.#serial;
    switch (next.do) {
      case "write": {
        const text = next.isOrder ? "Nuovo argomento" : `m${serial}`;
        await simulation.write(text, next.channel, `sid:${serial}`);
        return this.watch.wrote(text);
      }
      case "pass":
        return this.#pass(next.ms);
      case "model":
        return simulation.finishCall(
          next.how === "ok"
            ? { ok: true, text: `r${serial}`, finish: "stop", tokensIn: 1, tokensOut: 1, model: "m" }
            : { ok: false, failure: next.how, detail: "" },
        );
      case "send":
        return simulation.finishSend(
          next.how === "accepted",
          next.how === "accepted"
            ? { kind: "accepted", sid: "" }
            : next.how === "refused"
              ? { kind: "refused", code: "63024", detail: "" }
              : { kind: "unknown" },
        );
      case "takeover": {
        const before = await object.view();
        await confirmed(simulation, object.toggleAi({ aiEnabled: false, by: "Anna" }));
        return before?.aiEnabled ? this.watch.heldByPerson() : undefined;
      }
      case "handBack":
        await object.toggleAi({ aiEnabled: true, by: "Anna" });
        return this.watch.handedBackByHand();
      case "person": {
        const written = await object.write(handWritten(`p${serial}`, `client-${serial}`));
        return "refused" in written ? undefined : this.watch.heldByPerson();
      }
      case "note":
        return void (await object.note({
          text: `note${serial}`,
          mentions: ["usr_1"],
          by: anna,
          clientMessageId: `note-${serial}`,
        }));
      case "customerTopic":
        return void (await object.newTopic({ by: null }));
      case "colleagueTopic":
        return void (await object.newTopic({ by: "Anna" }));
      case "block":
      case "letIn":
        return this.#block(next.do === "block", next.do !== "block" || next.isTold);
      case "arrange":
        return void (await object.arrange({ by: anna, ...orderOf(next.how, simulation.now, serial) }));
      case "crash":
        return simulation.crash(next.arrives);
      case "away":
        if (next.who === "d1") simulation.d1.isAway = next.isAway;
        else simulation.liveIsAway = next.isAway;
    }
  }

  /** A minute at a time, so that the model's calls are looked at before the next thing happens. */
  async #pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += minute) {
      await this.#simulation.pass(Math.min(minute, ms - passed));
      await this.watch.look();
    }
  }

  /** D1 knows at once; the conversation is told now, or by a job later. */
  async #block(blocked: boolean, isTold: boolean): Promise<void> {
    const simulation = this.#simulation;
    simulation.now += 2;
    simulation.blockedAt = blocked ? simulation.now : null;
    this.#toldLater = { blocked, at: simulation.now };
    if (isTold) await this.tellBlock();
  }

  async tellBlock(): Promise<void> {
    const news = this.#toldLater;
    if (!news) return;
    this.#toldLater = null;
    await confirmed(this.#simulation, this.#simulation.object.blockChanged(news));
    if (news.blocked) this.watch.blocked();
    else this.watch.letIn();
  }
}

const rows = (simulation: Simulation) => {
  const { sqlite } = simulation.d1;
  const row = sqlite
    .prepare("SELECT place, snoozed_until, assignee_id, label_ids, hands_back_at, inbound_count, ai_enabled FROM conversations")
    .get();
  const labels = sqlite.prepare("SELECT label_id FROM conversation_labels ORDER BY label_id").all();
  const messages = sqlite.prepare("SELECT id FROM messages ORDER BY accepted_at, id").all();
  return { ...row, labels: labels.map((label) => label["label_id"]), messages: messages.map(({ id }) => id) };
};

const millis = (instant: string | null | undefined) => (instant ? Date.parse(instant) : null);

describe("what colleagues do with a conversation, whatever happens in whatever order", () => {
  it(
    "keeps notes inside, the blocked unanswered, the closed reopened, old topics and a person's matters from the AI",
    { timeout: 240_000 },
    async () => {
      let handBacks = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(move, { minLength: 5, maxLength: 60, size: "max" }), async (moves) => {
          const simulation = Object.assign(new Simulation(), { handBackMinutes: 10 });
          for (const id of ["lbl_1", "lbl_2"])
            simulation.d1.sqlite
              .prepare("INSERT INTO labels (tenant_id, id, name, color, created_at) VALUES (?, ?, ?, 'navy', 0)")
              .run(simulation.ids.tenant, id, id);
          try {
            const play = new Play(simulation);
            for (const next of moves) await play.make(next);
            simulation.d1.isAway = false;
            simulation.liveIsAway = false;
            await play.tellBlock();
            for (let round = 0; round < 30; round++) await play.make({ do: "pass", ms: 10_000 });
            expect(play.watch.wrong).toEqual([]);
            handBacks += play.watch.handBacks;

            const view = await simulation.object.view();
            if (!view) return;
            const thread = await simulation.thread();
            expect(rows(simulation)).toEqual({
              place: view.place,
              snoozed_until: millis(view.snoozedUntil),
              assignee_id: view.assignee?.id ?? null,
              label_ids: JSON.stringify(view.labelIds),
              hands_back_at: millis(view.handsBackAt),
              inbound_count: view.inboundCount,
              ai_enabled: view.aiEnabled ? 1 : 0,
              labels: view.labelIds.filter((id) => id !== "lbl_gone").toSorted(),
              messages: thread.filter(({ kind }) => kind !== "topic").map(({ id }) => id),
            });
            const page = await simulation.object.publicMessages({ direction: "before", cursor: undefined, limit: 1_000 });
            const outer = thread.filter(({ kind }) => kind !== "note" && kind !== "topic").map(({ id }) => id);
            expect(page.items.map(({ id }) => id)).toEqual(outer);
            if (simulation.blockedAt !== null) expect(view.place).toBe("blocked");
            else expect(view.place).not.toBe("blocked");
            const named = thread.filter(({ mentions }) => mentions.length > 0).map(({ id }) => id);
            expect([...new Set(simulation.mentions.map(({ message }) => message.id))]).toEqual(named);
          } finally {
            simulation.close();
          }
        }),
        { numRuns: Number(process.env["RUNS"] ?? 400), seed: Number(process.env["SEED"] ?? 20_261_123) },
      );
      expect(handBacks).toBeGreaterThan(0);
    },
  );
});
