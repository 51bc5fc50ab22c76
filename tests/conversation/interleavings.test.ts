import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Message } from "../../schema/contract/conversations.ts";
import type { Media, MediaKind } from "../../schema/contract/media.ts";
import { handWritten, Simulation } from "./simulation.ts";

type Move =
  | { do: "write"; channel: "web" | "whatsapp" }
  | { do: "attach"; channel: "web" | "whatsapp"; kinds: MediaKind[]; isSilent: boolean }
  | { do: "understand"; pick: number; how: "words" | "stored" | "nothing" | "failed" }
  | { do: "jobs"; areAway: boolean }
  | { do: "repeat" }
  | { do: "pass"; ms: number }
  | { do: "model"; how: "ok" | "long" | "unavailable" | "refused" | "empty" }
  | { do: "send"; how: "accepted" | "refused" | "again" | "unknown" | "taken, answer lost" }
  | { do: "takeover" }
  | { do: "handBack" }
  | { do: "person" }
  | { do: "crash"; arrives: boolean }
  | { do: "level"; level: 1 | 2 | 3 }
  | { do: "d1"; isAway: boolean }
  | { do: "close" | "snooze" | "note" | "topic" };

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant("write" as const), channel: fc.constantFrom("web" as const, "whatsapp" as const) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("attach" as const),
      channel: fc.constantFrom("web" as const, "whatsapp" as const),
      kinds: fc.constantFrom<MediaKind[]>(["audio"], ["audio"], ["image"], ["audio", "image"], ["image", "document"]),
      isSilent: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("understand" as const),
      pick: fc.nat(9),
      how: fc.constantFrom(
        "words" as const,
        "words" as const,
        "words" as const,
        "stored" as const,
        "nothing" as const,
        "failed" as const,
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("jobs" as const), areAway: fc.constantFrom(true, false, false, false) }) },
  { weight: 1, arbitrary: fc.constant({ do: "repeat" as const }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.constantFrom(50, 900, 4_000, 12_000, 60_000) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("model" as const),
      how: fc.constantFrom(
        "ok" as const,
        "ok" as const,
        "ok" as const,
        "long" as const,
        "long" as const,
        "unavailable" as const,
        "refused" as const,
        "empty" as const,
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("send" as const),
      how: fc.constantFrom(
        "accepted" as const,
        "accepted" as const,
        "refused" as const,
        "again" as const,
        "unknown" as const,
        "taken, answer lost" as const,
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "takeover" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "handBack" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "person" as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("crash" as const), arrives: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("level" as const), level: fc.constantFrom(1 as const, 2 as const, 3 as const) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom("close" as const, "snooze" as const, "note" as const, "topic" as const) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("d1" as const), isAway: fc.constantFrom(true, false, false, false) }) },
);

/** Takes over while calls may be on the wire; once that is confirmed, nothing the AI wrote may start on its way (I5). */
const takeOver = async (simulation: Simulation): Promise<string[]> => {
  const before = new Set(simulation.sends);
  const confirmed = simulation.object.toggleAi({ aiEnabled: false, by: "Anna" });
  for (const send of before) send.answer({ kind: "accepted", sid: "SM1" });
  await confirmed;
  await simulation.settled();
  const arrived = simulation.sends.filter((send) => before.has(send));
  for (const { part, at } of arrived) simulation.phone.push({ ...part, at });
  const since = simulation.sends.filter((send) => !before.has(send));
  simulation.sends.splice(0, simulation.sends.length, ...since);
  await simulation.finishCall({ ok: true, text: "too late", finish: "stop", tokensIn: 1, tokensOut: 1, model: "m" });
  await simulation.pass(120_000);
  const thread = await simulation.thread();
  const isAi = (id: string) => thread.find((message) => message.id === id)?.sender === "ai";
  const late = simulation.sends.filter((send) => isAi(send.part.messageId));
  const said = thread.some((message) => message.text === "too late");
  return [
    ...late.map(() => "I5: an AI message was sent after the takeover"),
    ...(said ? ["I5: the AI answered after the takeover"] : []),
  ];
};

const inbound = (thread: Message[]) => thread.filter((message) => message.direction === "inbound");

/** What no answer goes with. */
const openOf = (thread: Message[]): string[] =>
  inbound(thread)
    .filter(({ batchId }) => !thread.some((other) => other.direction === "outbound" && other.batchId === batchId))
    .map(({ id }) => id);

interface Played {
  written: string[];
  wrong: string[];
  /** What a new topic left to the person in charge, who has written since. */
  byHand: string[];
}

/** Plays a history and notes what must never happen while it happens. */
const play = async (simulation: Simulation, moves: Move[]): Promise<Played> => {
  const written: string[] = [];
  const wrong: string[] = [];
  const byHand: string[] = [];
  let left: string[] = [];
  let lastWrite: { text: string; channel: "web" | "whatsapp"; key: string } | null = null;
  const files: string[] = [];
  let serial = 0;
  for (const next of moves) {
    switch (next.do) {
      case "write": {
        const text = `m${++serial}`;
        lastWrite = { text, channel: next.channel, key: `sid:${text}` };
        await simulation.write(text, next.channel, lastWrite.key);
        written.push(text);
        break;
      }
      case "attach": {
        const text = next.isSilent ? "" : `m${++serial}`;
        lastWrite = { text, channel: next.channel, key: `sid:f${++serial}` };
        files.push(...(await simulation.write(text, next.channel, lastWrite.key, next.kinds)));
        written.push(text);
        break;
      }
      case "understand": {
        const file = files[next.pick % Math.max(1, files.length)];
        if (file) await simulation.makeOf(file, outcomeOf(file, next.how));
        break;
      }
      case "jobs":
        simulation.jobsTrouble = next.areAway ? "D1 is away" : null;
        break;
      case "repeat":
        if (lastWrite) await simulation.write(lastWrite.text, lastWrite.channel, lastWrite.key);
        break;
      case "pass":
        await simulation.pass(next.ms);
        break;
      case "model": {
        for (const remembered of simulation.calls[0]?.history ?? []) {
          if (remembered.level > (simulation.calls[0]?.level ?? 3))
            wrong.push(`I14: ${remembered.text} was given to a lower level`);
        }
        const result =
          next.how === "ok" || next.how === "long"
            ? ({
                ok: true,
                text: `r${++serial} ${next.how === "long" ? "parola ".repeat(500) : ""}`,
                finish: "stop",
                tokensIn: 1,
                tokensOut: 1,
                model: "m",
              } as const)
            : ({ ok: false, failure: next.how, detail: "" } as const);
        await simulation.finishCall(result);
        break;
      }
      case "send":
        await simulation.finishSend(
          next.how === "accepted" || next.how === "taken, answer lost",
          next.how === "accepted"
            ? { kind: "accepted", sid: "" }
            : next.how === "refused"
              ? { kind: "refused", code: "63024", detail: "" }
              : next.how === "again"
                ? { kind: "again", afterMs: 1_000, code: "503" }
                : { kind: "unknown" },
        );
        break;
      case "takeover":
        wrong.push(...(await takeOver(simulation)));
        break;
      case "handBack":
        await simulation.object.toggleAi({ aiEnabled: true, by: "Anna" });
        await simulation.settled();
        break;
      case "person":
        await simulation.object.write(handWritten(`p${++serial}`, `c${serial}`));
        await simulation.settled();
        byHand.push(...left);
        break;
      case "crash":
        await simulation.crash(next.arrives);
        break;
      case "level":
        simulation.level = next.level;
        break;
      case "d1":
        simulation.d1.isAway = next.isAway;
        break;
      default:
        await besides(simulation, next.do, ++serial);
        if (next.do === "topic" && !(await simulation.object.view())?.aiEnabled) left = openOf(await simulation.thread());
    }
  }
  return { written, wrong, byHand };
};

const anna = { id: "usr_anna", name: "Anna" };

/** Nobody puts away what a person still has to see to. */
const isAtRest = async (object: Simulation["object"]): Promise<boolean> => {
  const view = await object.view();
  return view !== null && view.aiEnabled && view.needsPerson === null;
};

/** What colleagues do beside the talk: none of it changes what is answered, or when. */
const besides = async (
  { object, now }: Simulation,
  what: "close" | "snooze" | "note" | "topic",
  serial: number,
): Promise<void> => {
  if (what === "note") await object.note({ text: `n${serial}`, mentions: [], by: anna, clientMessageId: `note-${serial}` });
  else if (what === "topic") await object.newTopic({ by: "Anna" });
  else if (await isAtRest(object))
    await object.arrange({
      by: anna,
      ...(what === "close" ? { place: "closed" } : { place: "snoozed", snoozedUntil: now + 30_000 }),
    });
};

/** What becomes of a file: its own words, or none. */
const outcomeOf = (id: string, how: "words" | "stored" | "nothing" | "failed"): Partial<Media> => {
  if (how === "words") return { state: "ready", text: `says ${id}` };
  if (how === "failed") return { state: "failed", failure: "download_failed" };
  return { state: how === "stored" ? "stored" : "ready" };
};

/** The fault ends: everything answers from now on, and every file comes to its end. */
const recover = async (simulation: Simulation): Promise<void> => {
  simulation.d1.isAway = false;
  simulation.jobsTrouble = null;
  for (let round = 0; round < 40; round++) {
    const late = round === 5 ? [...simulation.adopted.keys()] : [];
    for (const [at, file] of late.entries()) await simulation.makeOf(file, outcomeOf(file, at % 3 === 0 ? "failed" : "words"));
    await simulation.finishCall({ ok: true, text: `late${round}`, finish: "stop", tokensIn: 1, tokensOut: 1, model: "m" });
    while (simulation.sends.length > 0) await simulation.finishSend(true, { kind: "accepted", sid: "" });
    await simulation.pass(10_000);
  }
};

/** Voice notes that nobody has listened to: no answer knew their words, and no person was called or in charge. */
const unheard = async (simulation: Simulation, thread: Message[], moves: Move[]): Promise<string[]> => {
  const view = await simulation.object.view();
  if (!view?.aiEnabled || view.needsPerson || moves.some((move) => move.do === "takeover" || move.do === "person")) return [];
  const heard = [...simulation.answered.values()].flatMap(({ texts }) => texts).join("\n");
  const voices = inbound(thread).flatMap(({ media }) => media.filter(({ kind }) => kind === "audio"));
  return voices.filter(({ id }) => !heard.includes(`says ${id}`)).map(({ id, state }) => `${id} is ${state} and unheard`);
};

/** The same histories each time; `RUNS` and `SEED` try others, and a failure prints the seed that repeats it. */
describe("a conversation, whatever happens in whatever order", () => {
  it("keeps its invariants (I1 to I6, I13, I14)", { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 5, maxLength: 60, size: "max" }), async (moves) => {
        const simulation = new Simulation();
        try {
          const { written, wrong, byHand } = await play(simulation, moves);
          await recover(simulation);
          const thread = await simulation.thread();

          expect(wrong).toEqual([]);
          expect(inbound(thread).map((message) => message.text)).toEqual(written);
          const order = thread.map((message) => [message.createdAt, message.id] as const);
          expect(order).toEqual(order.toSorted((a, b) => (a[0] + a[1] < b[0] + b[1] ? -1 : 1)));
          expect(new Set(thread.map((message) => message.createdAt)).size).toBe(thread.length);

          const replies = thread.filter((message) => message.sender === "ai" && message.kind === "reply");
          expect(new Set(replies.map((reply) => reply.batchId)).size).toBe(replies.length);
          expect(inbound(thread).every((message) => message.batchId)).toBe(true);
          const batches = inbound(thread).map((message) => message.batchId);
          expect(batches.filter((batch, at) => batch !== batches[at - 1]).length).toBe(new Set(batches).size);

          const seen = simulation.phone.map((text) => `${text.messageId}:${text.part}`);
          expect(new Set(seen).size).toBe(seen.length);
          const arrived = thread.filter((message) => message.channel === "whatsapp" && message.status === "sent");
          for (const { id } of arrived) expect(seen).toContain(`${id}:0`);

          for (const reply of replies) {
            const own = inbound(thread).filter((message) => message.batchId === reply.batchId);
            const { ids = [] } = simulation.answered.get(reply.text) ?? {};
            const supplements = inbound(thread).filter(({ id, batchId }) => ids.includes(id) && batchId !== reply.batchId);
            expect(ids.filter((id) => !supplements.some((late) => late.id === id))).toEqual(own.map(({ id }) => id));
            expect(supplements.every(({ media }) => media.length > 0)).toBe(true);
          }
          expect(await unheard(simulation, thread, moves)).toEqual([]);

          const view = await simulation.object.view();
          if (written.length > 0) expect(view?.inboundCount).toBe(written.length);
          const open = openOf(thread).filter((id) => !byHand.includes(id));
          if (view?.aiEnabled && !view.needsPerson) expect(open).toEqual([]);

          const rows = simulation.d1.sqlite.prepare("SELECT id, status FROM messages ORDER BY accepted_at, id").all();
          // A marker of a topic says nothing, so there is nothing of it to be found.
          const kept = thread.filter(({ kind }) => kind !== "topic");
          expect(rows.map((row) => row["id"])).toEqual(kept.map((message) => message.id));
          expect(rows.map((row) => row["status"])).toEqual(kept.map((message) => message.status));
        } finally {
          simulation.close();
        }
      }),
      { numRuns: Number(process.env["RUNS"] ?? 800), seed: Number(process.env["SEED"] ?? 20_261_121) },
    );
  });
});
