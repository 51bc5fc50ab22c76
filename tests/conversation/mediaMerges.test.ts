import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Media, MediaKind } from "../../schema/contract/media.ts";
import { Simulation, somebody } from "./simulation.ts";

type Move =
  | { do: "write"; kinds: MediaKind[] }
  | { do: "understand"; pick: number; how: "words" | "failed" | "stored" }
  | { do: "answer" }
  | { do: "pass"; ms: number }
  | { do: "crash" };

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("write" as const),
      kinds: fc.constantFrom<MediaKind[]>([], ["audio"], ["audio", "image"]),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("understand" as const),
      pick: fc.nat(5),
      how: fc.constantFrom("words" as const, "words" as const, "failed" as const, "stored" as const),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ do: "answer" as const }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.constantFrom(500, 5_000, 25_000) }) },
  { weight: 1, arbitrary: fc.constant({ do: "crash" as const }) },
);
const moves = fc.array(move, { maxLength: 8, size: "max" });

const outcomeOf = (id: string, how: "words" | "failed" | "stored"): Partial<Media> =>
  how === "words"
    ? { state: "ready", text: `says ${id}` }
    : how === "failed"
      ? { state: "failed", failure: "not_found" }
      : { state: how };

let serial = 0;
const answerOnce = (simulation: Simulation) =>
  simulation.finishCall({ ok: true, text: `r${++serial}`, finish: "stop", tokensIn: 1, tokensOut: 1, model: "m" });

/** One side of a merge, and what happens in it. */
class Side {
  readonly simulation = new Simulation();
  readonly channel: "web" | "whatsapp";
  readonly files: string[] = [];

  constructor(channel: "web" | "whatsapp") {
    this.channel = channel;
  }

  async play(all: Move[]): Promise<void> {
    for (const next of all) await this.#make(next);
  }

  async #make(next: Move): Promise<void> {
    if (next.do === "write") {
      const key = `${this.channel}:${++serial}`;
      this.files.push(...(await this.simulation.write(`m${serial}`, this.channel, key, next.kinds)));
    } else if (next.do === "understand") {
      const file = this.files[next.pick % Math.max(1, this.files.length)];
      if (file) await this.simulation.makeOf(file, outcomeOf(file, next.how));
    } else if (next.do === "answer") await answerOnce(this.simulation);
    else if (next.do === "pass") await this.simulation.pass(next.ms);
    else await this.simulation.crash(false);
  }
}

/** Every file comes to its end, wherever it was ordered. */
const finish = async (sides: Simulation[]): Promise<void> => {
  for (const side of sides)
    for (const [at, file] of [...side.adopted.keys()].entries())
      await side.makeOf(file, outcomeOf(file, at % 3 === 0 ? "failed" : "words"));
};

const birthOf = ({ ids }: Simulation) => ({
  id: ids.conversation,
  tenantId: ids.tenant,
  agentId: ids.agent,
  contactId: ids.contact,
});

describe("threads with files that become one, whatever happens meanwhile", () => {
  it("lose no message and no file, and no voice note goes unheard", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(moves, moves, moves, fc.boolean(), moves, async (inWeb, onPhone, meanwhile, crashes, after) => {
        const [web, phone] = [new Side("web"), new Side("whatsapp")];
        const [loser, winner] = [web.simulation, phone.simulation];
        try {
          loser.peers.set(winner.ids.conversation, winner);
          await web.play(inWeb);
          winner.now = loser.now + 1;
          await phone.play(onPhone);
          loser.now = winner.now = Math.max(loser.now, winner.now) + 1;
          const order = { loser: birthOf(loser), winner: birthOf(winner), parties: somebody };
          const sealing = loser.object.seal(order);
          await web.play(meanwhile.filter((next) => next.do === "understand"));
          if (crashes) await loser.crash(false);
          else await sealing;
          await loser.object.seal(order);
          await web.play(after.filter((next) => next.do !== "answer" && next.do !== "pass"));
          await winner.settled();
          for (let round = 0; round < 14; round++) {
            if (round === 4) await finish([loser, winner]);
            await answerOnce(winner);
            while (winner.sends.length > 0) await winner.finishSend(true, { kind: "accepted", sid: "" });
            await loser.pass(10_000);
            await winner.pass(10_000);
          }
          const inbound = (await winner.thread()).filter(({ direction }) => direction === "inbound");
          const files = inbound.flatMap(({ media }) => media);
          expect(files.map(({ id }) => id).toSorted()).toEqual([...web.files, ...phone.files].toSorted());
          expect(files.filter(({ state }) => state === "pending" || state === "stored")).toEqual([]);
          const heard = [...loser.answered.values(), ...winner.answered.values()].flatMap(({ texts }) => texts).join("\n");
          const unheard = files.filter(({ id, kind }) => kind === "audio" && !heard.includes(`says ${id}`));
          if ((await winner.object.view())?.needsPerson === null) expect(unheard).toEqual([]);
        } finally {
          loser.close();
          winner.close();
        }
      }),
      { numRuns: Number(process.env["RUNS"] ?? 150), seed: Number(process.env["SEED"] ?? 20_261_121) },
    );
  });
});

it("a thread whose files say much is handed over in calls that carry it", async () => {
  const [loser, winner] = [new Simulation(), new Simulation()];
  for (let at = 0; at < 12; at++) {
    const [file] = await loser.write("", "whatsapp", `sid:${at}`, ["document"]);
    await loser.makeOf(file ?? "", { state: "ready", text: "x".repeat(1_000_000) });
  }
  const sizes: number[] = [];
  const importThread = winner.object.importThread.bind(winner.object);
  winner.object.importThread = async (thread) => {
    sizes.push(JSON.stringify(thread.messages).length);
    return importThread(thread);
  };
  loser.peers.set(winner.ids.conversation, winner);
  const birthOf = ({ ids }: Simulation) => ({
    id: ids.conversation,
    tenantId: ids.tenant,
    agentId: ids.agent,
    contactId: ids.contact,
  });

  await loser.object.seal({ loser: birthOf(loser), winner: birthOf(winner), parties: somebody });
  expect(Math.max(...sizes)).toBeLessThan(5_000_000);
  expect((await winner.thread()).length).toBeGreaterThanOrEqual(12);
  for (const side of [loser, winner]) {
    await side.pass(60_000);
    await side.settled();
    side.close();
  }
});
