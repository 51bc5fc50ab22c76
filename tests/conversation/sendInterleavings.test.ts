import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MediaKind } from "../../schema/contract/media.ts";
import type { SendOutcome } from "../../workers/channels/port.ts";
import { consentWord } from "../../workers/contacts/consentWords.ts";
import { SendWatch } from "./sendWatch.ts";
import { sentFile } from "./sentFiles.ts";
import { handWritten, Simulation } from "./simulation.ts";

const hour = 60 * 60_000;

const outcomes: Record<string, { takes: boolean; outcome: SendOutcome }> = {
  accepted: { takes: true, outcome: { kind: "accepted", sid: "" } },
  final: { takes: false, outcome: { kind: "refused", code: "63024", detail: "" } },
  passing: { takes: false, outcome: { kind: "refused", code: "30008", detail: "" } },
  limited: { takes: false, outcome: { kind: "refused", code: "63018", detail: "" } },
  daily: { takes: false, outcome: { kind: "refused", code: "63038", detail: "" } },
  down: { takes: false, outcome: { kind: "again", afterMs: 1_000, code: "503" } },
  lost: { takes: false, outcome: { kind: "unknown" } },
  unheard: { takes: true, outcome: { kind: "unknown" } },
};

type Move =
  | { do: "write"; text: string; channel: "web" | "whatsapp" }
  | { do: "pass"; ms: number }
  | { do: "answer"; isLong: boolean }
  | { do: "send"; how: string }
  | { do: "report"; pick: number; status: "sent" | "delivered" | "read" | "failed"; code: string | null }
  | { do: "person"; kinds: MediaKind[]; isLong: boolean }
  | { do: "template" }
  | { do: "retry"; pick: number }
  | { do: "toggle"; aiEnabled: boolean }
  | { do: "list"; isAway: boolean }
  | { do: "crash"; arrives: boolean };

const weigh = <T extends Move>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });
const of = <T extends Move>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(shape) as unknown as fc.Arbitrary<T>;
const word = (name: string) => fc.constant(name) as never;

const move: fc.Arbitrary<Move> = fc.oneof(
  weigh(
    6,
    of<Extract<Move, { do: "write" }>>({
      do: word("write"),
      text: fc.constantFrom("ciao", "una domanda", "grazie", "STOP", "Basta", "START"),
      channel: fc.constantFrom("whatsapp", "whatsapp", "whatsapp", "web"),
    }),
  ),
  weigh(
    6,
    of<Extract<Move, { do: "pass" }>>({
      do: word("pass"),
      ms: fc.constantFrom(50, 4_000, 6_000, 31_000, 130_000, hour, 12 * hour, 23 * hour, 30 * hour),
    }),
  ),
  weigh(5, of<Extract<Move, { do: "answer" }>>({ do: word("answer"), isLong: fc.boolean() })),
  weigh(
    8,
    of<Extract<Move, { do: "send" }>>({
      do: word("send"),
      how: fc.constantFrom("accepted", "accepted", "accepted", ...Object.keys(outcomes)),
    }),
  ),
  weigh(
    5,
    of<Extract<Move, { do: "report" }>>({
      do: word("report"),
      pick: fc.nat(30),
      status: fc.constantFrom("sent", "delivered", "read", "failed", "failed"),
      code: fc.constantFrom("30008", "30008", "63018", "63024"),
    }),
  ),
  weigh(
    3,
    of<Extract<Move, { do: "person" }>>({
      do: word("person"),
      kinds: fc.constantFrom<MediaKind[]>([], [], ["image"], ["image", "audio"], ["document", "image", "image"]),
      isLong: fc.boolean(),
    }),
  ),
  weigh(2, of<Extract<Move, { do: "template" }>>({ do: word("template") })),
  weigh(1, of<Extract<Move, { do: "retry" }>>({ do: word("retry"), pick: fc.nat(30) })),
  weigh(2, of<Extract<Move, { do: "toggle" }>>({ do: word("toggle"), aiEnabled: fc.boolean() })),
  weigh(1, of<Extract<Move, { do: "list" }>>({ do: word("list"), isAway: fc.boolean() })),
  weigh(1, of<Extract<Move, { do: "crash" }>>({ do: word("crash"), arrives: fc.boolean() })),
);

const sentence = "Una frase abbastanza lunga da dover essere divisa. ";

class Play {
  readonly simulation = new Simulation();
  readonly watch = new SendWatch(this.simulation);
  #serial = 0;

  async move(next: Move): Promise<void> {
    await this.#do(next);
    await this.simulation.settled();
    await this.watch.look();
  }

  async #do(next: Move): Promise<void> {
    const { simulation, watch } = this;
    const serial = ++this.#serial;
    switch (next.do) {
      case "write":
        watch.customerWrites(consentWord(next.text), next.channel);
        return void (await simulation.write(next.text, next.channel, `key:${serial}`));
      case "pass":
        return simulation.pass(next.ms);
      case "answer": {
        const text = `r${serial} ${next.isLong ? sentence.repeat(70) : ""}`;
        return simulation.finishCall({ ok: true, text, finish: "stop", tokensIn: 1, tokensOut: 1, model: "m" });
      }
      case "send": {
        const { takes, outcome } = outcomes[next.how]!;
        return simulation.finishSend(takes, outcome);
      }
      case "report":
        return this.#report(next);
      case "person": {
        const media = next.kinds.map((kind, at) => sentFile(`med_${serial}_${at}`, kind));
        const order = handWritten(`p${serial} ${next.isLong ? sentence.repeat(70) : ""}`, `client-${serial}`);
        const written = await simulation.object.write({ ...order, media });
        if (!("refused" in written)) watch.isTakenOver = true;
        return;
      }
      case "template": {
        const template = { name: "t", contentSid: "HX1", variables: {} };
        const written = await simulation.object.write({ ...handWritten(`t${serial}`, `client-${serial}`), template });
        if (!("refused" in written)) watch.isTakenOver = true;
        return;
      }
      case "retry":
        return this.#retry(next.pick);
      case "toggle":
        return this.#toggle(next.aiEnabled);
      case "list":
        return void (simulation.listIsAway = next.isAway);
      case "crash":
        return simulation.crash(next.arrives);
    }
  }

  async #report({ pick, status, code }: Extract<Move, { do: "report" }>): Promise<void> {
    const { phone } = this.simulation;
    const part = phone[pick % Math.max(1, phone.length)];
    if (!part) return;
    if (status === "failed") this.watch.reportsFailure(part);
    await this.simulation.report(part, status, status === "failed" ? code : null);
  }

  async #retry(pick: number): Promise<void> {
    const stuck = (await this.simulation.thread()).filter(({ status }) => status === "failed" || status === "ambiguous");
    const message = stuck[pick % Math.max(1, stuck.length)];
    if (!message) return;
    await this.watch.look();
    this.watch.retriesByHand(message.id);
    await this.simulation.object.retry(message.id);
  }

  /** A takeover waits for the AI's call on the wire; what is on the wire arrives. */
  async #toggle(aiEnabled: boolean): Promise<void> {
    const { simulation } = this;
    if (!(await simulation.object.view())) return;
    const confirmed = simulation.object.toggleAi({ aiEnabled, by: "Anna" });
    if (!aiEnabled && simulation.sends.length > 0) await simulation.finishSend(true, { kind: "accepted", sid: "" });
    await confirmed;
    await this.watch.look();
    this.watch.isTakenOver = !aiEnabled;
  }

  async #isAtRest(): Promise<boolean> {
    const { simulation } = this;
    if (simulation.calls.length + simulation.sends.length > 0) return false;
    return (await simulation.thread()).every(({ status, direction, batchId }, at, thread) =>
      direction === "inbound"
        ? thread.some((other) => other.direction === "outbound" && other.batchId === batchId)
        : status !== "queued" && status !== "sending",
    );
  }

  /** Everything that waits comes to its end: the provider takes whatever it is given. */
  async settle(): Promise<void> {
    this.simulation.listIsAway = false;
    for (let round = 0; round < 60 && !(await this.#isAtRest()); round++) {
      await this.move({ do: "answer", isLong: false });
      while (this.simulation.sends.length > 0) await this.move({ do: "send", how: "accepted" });
      await this.move({ do: "pass", ms: round < 40 ? 10_000 : hour });
    }
  }
}

/** The same histories each time; `RUNS` and `SEED` try others, and a failure prints the seed that repeats it. */
describe("sending, whatever happens in whatever order", () => {
  it("keeps to takeover, window and STOP, in order, once, never backwards (I5, I9, I11)", { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 5, maxLength: 50, size: "max" }), async (moves) => {
        const play = new Play();
        try {
          for (const next of moves) await play.move(next);
          await play.settle();
          play.watch.judgePhone();
          expect(play.watch.wrong).toEqual([]);
          const { said, owed } = await play.watch.farewells();
          expect(said).toBe(owed);
          const open = (await play.simulation.thread()).filter(({ status }) => status === "queued" || status === "sending");
          expect(open.map(({ text, channel }) => [channel, text])).toEqual([]);
        } finally {
          play.simulation.close();
        }
      }),
      { numRuns: Number(process.env["RUNS"] ?? 300), seed: Number(process.env["SEED"] ?? 20_261_121) },
    );
  });
});
