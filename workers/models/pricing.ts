import { hasSound, mostTokensOfTurn } from "./fileTokens.ts";
import type { BilledTokens, ModelRequest, ModelResult } from "./port.ts";
import { isVertexName, nameAtVertex, plainModelName } from "./providerNames.ts";
import { thinkingOf } from "./thinking.ts";
import { mostTokens } from "./tokens.ts";

/** Millionths of a euro for 1,000 tokens. */
interface Price {
  in: number;
  out: number;
  /** For input with sound in it; where none is named, twice the price of text is more than any model takes. */
  sound?: number;
  /** For the whole call once its input is above 200,000 tokens. */
  long?: { in: number; out: number };
}

const longFrom = 200_000;

/**
 * The paid tier, text, as of November 2026; prices that rise after a promotion are taken at their full height. A dollar is taken
 * for a euro: it has been worth less for years, so that the cap errs on the safe side.
 * Source: https://ai.google.dev/gemini-api/docs/pricing
 */
const prices: [name: string, price: Price][] = [
  ["offline", { in: 0, out: 0 }],
  ["gemini-3.8-flash", { in: 1_500, out: 7_500 }],
  ["gemini-3.7-flash", { in: 1_500, out: 7_500 }],
  ["gemini-3.6-flash", { in: 1_500, out: 7_500 }],
  ["gemini-3.5-flash-lite", { in: 300, out: 2_500 }],
  ["gemini-3.5-flash", { in: 1_500, out: 9_000 }],
  ["gemini-3.1-flash-lite", { in: 250, out: 1_500, sound: 500 }],
  ["gemini-3.1-pro", { in: 2_000, out: 12_000, long: { in: 4_000, out: 18_000 } }],
  ["gemini-3-pro", { in: 2_000, out: 12_000, long: { in: 4_000, out: 18_000 } }],
  ["gemini-3-flash", { in: 500, out: 3_000, sound: 1_000 }],
  // From December 2026 on, calls to 2.5 Pro are answered and billed as 3.8 Flash, whose input is dearer.
  ["gemini-2.5-pro", { in: 1_500, out: 10_000, long: { in: 2_500, out: 15_000 } }],
  ["gemini-2.5-flash-lite", { in: 100, out: 400, sound: 300 }],
  ["gemini-2.5-flash", { in: 300, out: 2_500, sound: 1_000 }],
];

const dearest: Price = {
  in: Math.max(...prices.map(([, price]) => (price.long ?? price).in)),
  out: Math.max(...prices.map(([, price]) => (price.long ?? price).out)),
};

/**
 * A name stands for its dated and preview versions too, but not for its image or audio siblings, nor for an alias such as
 * `…-latest`: what answers to that, and at which price, is Google's to change.
 */
const isVersionOf = (model: string, name: string): boolean =>
  model.startsWith(name) && /^(|-preview.*|-exp.*|-\d.*)$/.test(model.slice(name.length));

const priceOf = (model: string): Price => prices.find(([name]) => isVersionOf(model, name))?.[1] ?? dearest;

/**
 * Vertex AI takes a tenth more where the place of processing is chosen, as in the EU.
 * Source: https://cloud.google.com/vertex-ai/generative-ai/pricing
 */
const vertexUplift = 1.1;

/** What a call costs, in millionths of a euro, rounded up. A model that is not in the table costs what the dearest one does. */
export const costOfTokens = ({ model, tokensIn, tokensOut, hasSound: isSounding }: BilledTokens): number => {
  const price = priceOf(plainModelName(model));
  const rate = tokensIn > longFrom ? (price.long ?? price) : price;
  const rateIn = isSounding ? Math.max(rate.in, price.sound ?? rate.in * 2) : rate.in;
  return Math.ceil(((tokensIn * rateIn + tokensOut * rate.out) / 1_000) * (isVertexName(model) ? vertexUplift : 1));
};

/** Tokens a provider adds around each turn for its own bookkeeping. */
const turnOverhead = 16;

/** More input tokens than the request can have. */
export const mostTokensIn = (request: ModelRequest): number =>
  request.contents.reduce(
    (sum, turn) => sum + mostTokensOfTurn(turn) + turnOverhead,
    mostTokens(request.system) + mostTokensOfSchema(request) + turnOverhead,
  );

const mostTokensOfSchema = ({ jsonSchema }: ModelRequest): number => (jsonSchema ? mostTokens(JSON.stringify(jsonSchema)) : 0);

/** Whether the call's input has to be paid as sound. Which of its tokens are sound nobody says, so all of them count as such. */
export const isSoundRequest = ({ contents }: ModelRequest): boolean => contents.some(({ files = [] }) => files.some(hasSound));

/** The most output tokens the request lets the provider bill, thoughts included. */
export const mostTokensOut = (request: ModelRequest): number => request.maxOutputTokens + thinkingOf(request.model).allowance;

/**
 * What a call can cost at most, whichever provider answers, in millionths of a euro: to be reserved before it (invariant I12).
 *
 * @param more input tokens that may still be added to the request
 */
export const maxCost = (request: ModelRequest, more = 0): number =>
  costOfTokens({
    model: request.provider === "ai_studio" ? request.model : nameAtVertex(request.model),
    tokensIn: mostTokensIn(request) + more,
    tokensOut: mostTokensOut(request),
    hasSound: isSoundRequest(request),
  });

/** What a call has cost, in millionths of a euro; for a failed one, what it may have cost. */
export const costOf = (result: ModelResult): number => {
  if (result.ok) return costOfTokens(result);
  return result.billed ? costOfTokens(result.billed) : 0;
};
