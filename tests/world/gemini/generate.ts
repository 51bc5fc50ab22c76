import type { GeminiBody, GeminiRequest } from "../contract.ts";
import type { Fault, ScriptedAnswer } from "../switches.ts";
import type { Core } from "../core.ts";
import { failLate } from "../faults.ts";
import { answerJson, cutSocket, pause } from "../http.ts";
import type { Exchange } from "../http.ts";
import { planAnswer, promptTokens, responseBody } from "./answer.ts";
import type { AnsweredRequest, PlannedAnswer } from "./answer.ts";
import { checkGenerate } from "./check.ts";
import { checkMedia, mediaIn } from "./media.ts";
import type { Seen } from "./media.ts";
import { geminiError, overloaded } from "./errors.ts";
import { reachModel } from "../twilio/reach.ts";
import { pendingTexts } from "./text.ts";

/** `generateContent`, `streamGenerateContent` and `countTokens`. Source: https://ai.google.dev/api/generate-content */
export async function generate(
  core: Core,
  exchange: Exchange,
  captured: GeminiRequest,
  body: GeminiBody,
  fault: Fault | null,
): Promise<void> {
  const wrong = checkGenerate(body) ?? checkMedia(body);
  if (wrong !== null) return answerJson(exchange, wrong.error.code, wrong);
  const seen = mediaIn(core, body);
  if (captured.operation === "countTokens") return tokens(exchange, body, seen);

  const scripted = takeScripted(core, exchange.body);
  if (scripted?.error !== undefined) {
    const { status, message } = scripted.error;
    const error = message === undefined ? overloaded(status) : geminiError(status, "UNKNOWN", message);
    return answerJson(exchange, status, error);
  }
  const lastUserText = pendingTexts(body).join("\n");
  reachModel(core, lastUserText);
  core.events.emit({ type: "thinking", lastUserText });
  const plan = planAnswer(core, body, scripted, fault?.kind ?? null, seen);
  const request = { body, model: captured.model, id: core.random.hex(22), seen };
  await pause(plan.firstTokenMs, exchange.gone);
  if (exchange.gone.aborted) return;
  if (captured.operation === "streamGenerateContent") return stream(exchange, captured, request, plan, fault);

  const text = plan.chunks.join("");
  await pause(plan.chunkMs * Math.max(plan.chunks.length - 1, 0), exchange.gone);
  captured.answer = text;
  if (plan.cutAfter !== null) return cutSocket(exchange);
  if (failLate(exchange, fault)) return;
  answerJson(
    exchange,
    200,
    responseBody(request, { text, soFar: text, finishReason: plan.finishReason, blockReason: plan.blockReason }),
  );
}

function takeScripted(core: Core, rawBody: string): ScriptedAnswer | null {
  const at = core.script.findIndex((answer) => answer.contains === undefined || rawBody.includes(answer.contains));
  return at < 0 ? null : (core.script.splice(at, 1)[0] ?? null);
}

/** Server-sent events, one response piece each; the last carries the finish reason. Source: https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent */
async function stream(
  exchange: Exchange,
  captured: GeminiRequest,
  request: AnsweredRequest,
  plan: PlannedAnswer,
  fault: Fault | null,
): Promise<void> {
  exchange.response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (event: Record<string, unknown>) => exchange.response.write(`data: ${JSON.stringify(event)}\r\n\r\n`);
  let soFar = "";
  const texts = plan.chunks.length === 0 ? [""] : plan.chunks;
  for (const [at, text] of texts.entries()) {
    if (at > 0) await pause(plan.chunkMs, exchange.gone);
    if (exchange.gone.aborted) return;
    if (plan.cutAfter === at) return cutSocket(exchange);
    soFar += text;
    captured.answer = soFar;
    const finishReason = at === texts.length - 1 && plan.cutAfter === null ? plan.finishReason : null;
    send(responseBody(request, { text, soFar, finishReason, blockReason: plan.blockReason }));
  }
  if (plan.cutAfter !== null) return cutSocket(exchange);
  if (failLate(exchange, fault)) return;
  exchange.response.end();
}

/** Source: https://ai.google.dev/api/tokens */
function tokens(exchange: Exchange, body: GeminiBody, seen: Seen[]): void {
  const { total, details } = promptTokens(body, seen);
  answerJson(exchange, 200, { totalTokens: total, promptTokensDetails: details });
}
