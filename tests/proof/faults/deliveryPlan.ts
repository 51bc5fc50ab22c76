import { seededRandom, type Random } from "../../world/random.ts";

/** What a customer does next in one conversation. Messages are numbered within it. */
export type PlannedStep =
  /** Twilio has it from now on. */
  | { do: "write"; message: number; text: string }
  /** The webhook is called for these, one after the other. */
  | { do: "call"; messages: number[] }
  /** The webhook is called for all of these at the same time. */
  | { do: "callAtOnce"; messages: number[] }
  | { do: "wait"; ms: number };

export interface PlannedTalk {
  /** Which of the stage's people and numbers. */
  person: number;
  line: number;
  steps: PlannedStep[];
  /** Messages whose webhook is called once more days later, after a restart. */
  late: number[];
}

export interface DeliveryPlan {
  talks: PlannedTalk[];
  deliveries: number;
  messages: number;
  duplicates: number;
  reordered: number;
  late: number;
}

interface Size {
  deliveries: number;
  people: number;
  lines: number;
}

/** Of four messages one is delivered twice, which makes a fifth of all deliveries. */
const duplicateChance = 0.25;
/** Chance that a burst of several is delivered in another order; makes about 15 of 100 deliveries. */
const reorderChance = 0.47;

const below = (random: Random, bound: number): number => Math.floor(random.next() * bound);

/** So many deliveries to so many conversations: bursts of fragments, a fifth of them twice, some out of order, some days late. Pure. */
export const planDeliveries = (seed: number, { deliveries, people, lines }: Size): DeliveryPlan => {
  const random = seededRandom(seed);
  const talks = Array.from({ length: people * lines }, (_, at): PlannedTalk => {
    return { person: at % people, line: Math.floor(at / people), steps: [], late: [] };
  });
  const plan: DeliveryPlan = { talks, deliveries: 0, messages: 0, duplicates: 0, reordered: 0, late: 0 };
  const written = talks.map(() => 0);
  while (plan.deliveries < deliveries) {
    const at = below(random, talks.length);
    const fragments = Math.min(1 + below(random, 5), deliveries - plan.deliveries);
    const first = written[at]!;
    written[at] = first + fragments;
    burst(random, plan, talks[at]!, first, fragments, deliveries);
  }
  return plan;
};

const burst = (random: Random, plan: DeliveryPlan, talk: PlannedTalk, first: number, fragments: number, most: number): void => {
  const numbers = Array.from({ length: fragments }, (_, at) => first + at);
  plan.messages += fragments;
  plan.deliveries += fragments;
  for (const message of numbers)
    talk.steps.push({ do: "write", message, text: `Riga ${message} di ${talk.person} per il ${talk.line}: ${words(random)}` });
  const isReordered = fragments > 1 && random.next() < reorderChance;
  const order = isReordered ? random.shuffle(numbers) : numbers;
  plan.reordered += order.filter((message, at) => order.slice(0, at).some((before) => before > message)).length;
  const twice = numbers.filter(() => random.next() < duplicateChance).slice(0, most - plan.deliveries);
  plan.deliveries += twice.length;
  plan.duplicates += twice.length;
  const late = twice.filter(() => random.next() < 0.2);
  const soon = twice.filter((message) => !late.includes(message));
  const atOnce = new Set(soon.filter(() => random.next() < 0.3));
  plan.late += late.length;
  talk.late.push(...late);
  for (const message of order)
    talk.steps.push(
      atOnce.has(message) ? { do: "callAtOnce", messages: [message, message] } : { do: "call", messages: [message] },
    );
  const after = soon.filter((message) => !atOnce.has(message));
  if (after.length > 0) talk.steps.push({ do: "call", messages: after });
  talk.steps.push({ do: "wait", ms: random.next() < 0.5 ? 0 : below(random, 600) });
};

const vocabulary = "quanto costa corso base orari sabato prova domani sconto gruppo piscina corda scheda peso".split(" ");
const words = (random: Random): string =>
  Array.from({ length: 2 + below(random, 5) }, () => vocabulary[below(random, vocabulary.length)]).join(" ");
