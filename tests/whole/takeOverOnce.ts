import type { ModelResult } from "../../workers/models/port.ts";
import type { SendOutcome } from "../../workers/channels/port.ts";
import { Simulation } from "../conversation/simulation.ts";
import { Dice } from "./dice.ts";

export interface TakenOver {
  wrong: string[];
  place: "before" | "amid" | "after";
  /** False where the process died before the answer: nothing was promised then. */
  isConfirmed: boolean;
}

const sentence = "Una frase abbastanza lunga da dover essere divisa. ";
const tooLate = "troppo tardi";
const answer = (text: string): ModelResult => ({ ok: true, text, finish: "stop", tokensIn: 1, tokensOut: 1, model: "m" });
const taken: SendOutcome = { kind: "accepted", sid: "" };

/** One reply on its way, and one takeover somewhere on it. */
export const takeOverOnce = async (seed: number): Promise<TakenOver> => {
  const simulation = new Simulation();
  try {
    return await play(simulation, new Dice(seed));
  } finally {
    simulation.close();
  }
};

const play = async (simulation: Simulation, dice: Dice): Promise<TakenOver> => {
  simulation.modelIsDeaf = dice.is(0.3);
  const reply = `risposta ${dice.is(0.6) ? sentence.repeat(70) : ""}`;
  for (let at = dice.between(1, 3); at > 0; at--) await simulation.write(`m${at}`, "whatsapp", `sid:${at}`);
  for (let left = dice.between(1, 9); left > 0; left--) await goOn(simulation, dice, reply);
  // What follows is under way when the takeover comes, by so many microtasks.
  const underWay = dice.is(0.7) ? goOn(simulation, dice, reply) : Promise.resolve();
  for (let left = dice.between(0, 30); left > 0; left--) await Promise.resolve();
  const place = await placeOf(simulation);
  const confirmation = { has: false, onTheWire: 0 };
  void simulation.object.toggleAi({ aiEnabled: false, by: "Anna" }).then(() => {
    Object.assign(confirmation, { has: true, onTheWire: simulation.sends.length });
  });
  await underWay;
  if (dice.is(0.1)) await simulation.crash(dice.is(0.5));
  for (let left = 4; left > 0 && !confirmation.has; left--) await endSend(simulation, dice);
  await simulation.settled();
  if (!confirmation.has) return { wrong: [], place, isConfirmed: false };
  const early = confirmation.onTheWire > 0 ? ["a call was on the wire when the takeover was confirmed"] : [];
  const before = simulation.asks.length;
  await whatComesLate(simulation, dice);
  return { wrong: [...early, ...(await wrongSince(simulation, before))], place, isConfirmed: true };
};

/** The reply gets a step further. */
const goOn = async (simulation: Simulation, dice: Dice, reply: string): Promise<void> => {
  const roll = dice.roll();
  if (roll < 0.3) return simulation.pass(dice.pick([50, 1_000, 4_000, 6_000, 31_000]));
  if (roll < 0.6) return simulation.finishCall(answer(reply));
  if (roll < 0.9) return endSend(simulation, dice);
  if (roll < 0.95) return void (await simulation.write("un'altra cosa", "whatsapp", `sid:late${simulation.now}`));
  simulation.d1.isAway = !simulation.d1.isAway;
};

const endSend = (simulation: Simulation, dice: Dice): Promise<void> => {
  const roll = dice.roll();
  if (roll < 0.6) return simulation.finishSend(true, taken);
  if (roll < 0.75) return simulation.finishSend(dice.is(0.5), { kind: "unknown" });
  return simulation.finishSend(false, { kind: "again", afterMs: 1_000, code: "503" });
};

const placeOf = async (simulation: Simulation): Promise<TakenOver["place"]> => {
  const said = (await simulation.thread()).filter(({ sender }) => sender === "ai");
  if (said.length === 0) return "before";
  return said.some(({ status }) => ["queued", "sending", "ambiguous"].includes(status)) ? "amid" : "after";
};

/** Answers to what was asked before, retries, another message, another life. */
const whatComesLate = async (simulation: Simulation, dice: Dice): Promise<void> => {
  for (let left = dice.between(2, 6); left > 0; left--) {
    const roll = dice.roll();
    if (roll < 0.3) await simulation.finishCall(answer(tooLate));
    else if (roll < 0.7) await simulation.pass(dice.pick([1_000, 6_000, 31_000, 130_000]));
    else if (roll < 0.8) await simulation.write("e ancora", "whatsapp", `sid:after${left}`);
    else if (roll < 0.9) await simulation.crash(false);
    else simulation.d1.isAway = false;
  }
  await simulation.finishCall(answer(tooLate));
  await simulation.pass(130_000);
};

const wrongSince = async (simulation: Simulation, before: number): Promise<string[]> => {
  const thread = await simulation.thread();
  const isAi = (id: string) => thread.find((message) => message.id === id)?.sender === "ai";
  const late = simulation.asks.slice(before).filter(({ part }) => isAi(part.messageId));
  return [
    ...late.map(({ part }) => `part ${part.part} of ${part.messageId} was sent after the takeover`),
    ...thread.filter(({ text }) => text.includes(tooLate)).map(({ id }) => `${id} was said after the takeover`),
  ];
};
