import type { GenerateContentResponse, GoogleGenAI } from "@google/genai/web";
import { startDeadline, type Deadline, type Timeouts } from "./deadline.ts";
import { conclude, mostUsage, nothingRead, readChunk, textOf, type Reading } from "./geminiAnswer.ts";
import { readFault } from "./geminiErrors.ts";
import { geminiRequest } from "./geminiRequest.ts";
import type { KeyedResult } from "./keyedModel.ts";
import type { BilledTokens, ModelOptions, ModelRequest, ModelResult } from "./port.ts";

/** Google's client for one credential, and how patient one is with it. */
export interface GeminiCaller {
  client: GoogleGenAI;
  timeouts: Timeouts;
  /** Where the model is found, when that is not its name alone. */
  path?: string;
}

/** One call through Google's SDK, always streaming, so that a turn can be shown while it comes and stopped when it must. */
export const callGemini = async (
  caller: GeminiCaller,
  request: ModelRequest,
  { signal, onDelta }: Pick<ModelOptions, "signal" | "onDelta">,
): Promise<KeyedResult> => {
  const early = refuseEarly(request, signal);
  if (early) return { result: early, verdict: { kind: "fine" } };
  const deadline = startDeadline(signal, caller.timeouts);
  let reading = nothingRead(request);
  let isAnswered = false;
  try {
    const stream = await open(caller, request, deadline);
    isAnswered = true;
    for (;;) {
      const next = await deadline.race(stream.next());
      if (next.done) break;
      reading = readChunk(reading, next.value);
      const text = textOf(next.value);
      if (text === "") continue;
      deadline.firstToken();
      onDelta?.(text);
    }
    return { result: conclude(reading, request), verdict: { kind: "fine" } };
  } catch (error) {
    return broken(error, { request, reading, isAnswered, deadline });
  } finally {
    deadline.dispose();
  }
};

/** What ends before anything is sent. */
const refuseEarly = (request: ModelRequest, signal: AbortSignal): ModelResult | null => {
  if (signal.aborted) return { ok: false, failure: "aborted", detail: "Stopped before the call" };
  return request.contents.length === 0 ? { ok: false, failure: "bad_request", detail: "Nothing to answer" } : null;
};

const open = (
  { client, path }: GeminiCaller,
  request: ModelRequest,
  deadline: Deadline,
): Promise<AsyncGenerator<GenerateContentResponse>> => {
  const body = geminiRequest(request);
  // Continuation would be a second, unreserved call behind our back.
  const config = { ...body.config, automaticContinuation: false, abortSignal: deadline.signal };
  return deadline.race(client.models.generateContentStream({ ...body, model: path ?? body.model, config }));
};

interface Course {
  request: ModelRequest;
  reading: Reading;
  /** Whether Google had begun to answer, and so to count. */
  isAnswered: boolean;
  deadline: Deadline;
}

const broken = (error: unknown, { request, reading, isAnswered, deadline }: Course): KeyedResult => {
  const billed: BilledTokens = { model: request.model, ...mostUsage(request) };
  const stopped = deadline.stopped();
  if (stopped === "aborted")
    return {
      result: { ok: false, failure: "aborted", detail: "The caller stopped the call", billed },
      verdict: { kind: "fine" },
    };
  if (stopped !== null) {
    const detail = `No answer in time: ${stopped}`;
    return { result: { ok: false, failure: "unavailable", detail, billed }, verdict: { kind: "rests", afterMs: null } };
  }
  const { failure, detail, verdict, isStatus } = readFault(error);
  if (isStatus || !isAnswered) return { result: { ok: false, failure, detail }, verdict };
  return { result: { ok: false, failure: reading.text === "" ? failure : "cut", detail, billed }, verdict };
};
