import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStage, type Stage } from "../support/stage.ts";
import { DEFAULT_GEMINI_KEY } from "../world/contract.ts";
import { startFloor, type Floor } from "./floor.ts";
import { median } from "./reading.ts";

const samples = 80;
/** Asked before it counts: code that has run a few times only is not what a page runs on. */
const warming = 20;
/** A visitor may write 30 messages a minute. */
const perVisitor = 20;
const modelMs = 30;

export interface FirstToken {
  /** Milliseconds until the first words, medians. */
  page: number;
  /** The same model and the same prompt, by a Worker on the same runtime, behind the same Pages Function, that only hands the stream on. */
  bare: number;
  /** The same, asked by this process without any runtime between. */
  direct: number;
}

/**
 * The first words on the public page, against those of the same model behind a Worker that does nothing else, in turns. What the local
 * runtime takes to bring a request through its simulated Pages, a few milliseconds, is in both.
 */
export async function firstToken(): Promise<FirstToken> {
  const folder = await mkdtemp(join(tmpdir(), "filo-floor-"));
  const stage = await startStage();
  const floor = await startFloor(folder, { MODEL_BASE: stage.world.geminiBase, MODEL_KEY: DEFAULT_GEMINI_KEY });
  try {
    await stage.agent({ name: "Coach", slug: "coach", levels: [1, 2, 3], dailyMessageLimit: 1_000 });
    await stage.world.setPace({ firstTokenMs: modelMs, chunkMs: 1 });
    await timeTurns(stage, floor, warming);
    const turns = await timeTurns(stage, floor, samples);
    return {
      page: median(turns.map(({ page }) => page)),
      bare: median(turns.map(({ bare }) => bare)),
      direct: median(turns.map(({ direct }) => direct)),
    };
  } finally {
    await floor.stop();
    await stage.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function timeTurns(stage: Stage, floor: Floor, count: number): Promise<FirstToken[]> {
  const turns: FirstToken[] = [];
  let visitor = new Visitor(stage);
  for (let i = 0; i < count; i++) {
    if (i % perVisitor === 0) visitor = await newVisitor(stage);
    const page = await visitor.ask(`Domanda numero ${i}?`);
    const prompt = await lastPrompt(stage);
    turns.push({ page, bare: await askFloor(floor, prompt), direct: await askModel(stage, prompt) });
  }
  return turns;
}

/** Somebody who has been told already that an AI answers: that sentence needs no model and would flatter us. */
async function newVisitor(stage: Stage): Promise<Visitor> {
  const visitor = new Visitor(stage);
  await visitor.ask("Ciao!");
  return visitor;
}

class Visitor {
  readonly #url: string;
  #cookie = "";
  #said = 0;

  constructor(stage: Stage) {
    this.#url = stage.url.replace("localhost", "127.0.0.1");
  }

  /** @returns milliseconds until the first delta; the answer is read to its end */
  async ask(message: string): Promise<number> {
    const started = performance.now();
    const response = await fetch(`${this.#url}/api/public/ai/coach/chat`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream", cookie: this.#cookie },
      body: JSON.stringify({ message, clientMessageId: `bench-${process.pid}-${this.#said++}-${Math.random()}` }),
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.#cookie = cookie.split(";")[0] ?? "";
    return untilText(response, "event: delta", started);
  }
}

/** What the page has just asked: a longer prompt takes the model longer, and that is no fault of the page. */
async function lastPrompt(stage: Stage): Promise<string> {
  const asked = (await stage.world.geminiRequests()).at(-1);
  if (asked === undefined) throw new Error("the page has not asked the model");
  return JSON.stringify(asked.body);
}

async function askFloor(floor: Floor, prompt: string): Promise<number> {
  const started = performance.now();
  const headers = { "content-type": "application/json" };
  const response = await fetch(`http://127.0.0.1:${floor.port}/api/model`, { method: "POST", headers, body: prompt });
  return untilText(response, '"text"', started);
}

async function askModel(stage: Stage, prompt: string): Promise<number> {
  const started = performance.now();
  const response = await fetch(`${stage.world.geminiBase}/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-goog-api-key": DEFAULT_GEMINI_KEY },
    body: prompt,
  });
  return untilText(response, '"text"', started);
}

async function untilText(response: Response, sign: string, started: number): Promise<number> {
  let seen = "";
  let ms: number | null = null;
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    seen += chunk;
    if (ms === null && seen.includes(sign)) ms = performance.now() - started;
  }
  if (ms === null) throw new Error(`${response.status} without ${sign}: ${seen.slice(0, 300)}`);
  return ms;
}
