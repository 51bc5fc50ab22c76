import { startStage, type Stage } from "../support/stage.ts";
import { DEFAULT_GEMINI_KEY } from "../world/contract.ts";
import { median } from "./reading.ts";

const samples = 40;
/** A visitor may write 30 messages a minute. */
const perVisitor = 20;
const modelMs = 30;

export interface FirstToken {
  /** Milliseconds until the first words, medians. */
  page: number;
  model: number;
}

/** The first words on the public page, against those of the same model asked directly, in turns. */
export async function firstToken(): Promise<FirstToken> {
  const stage = await startStage();
  try {
    await stage.agent({ name: "Coach", slug: "coach", levels: [1, 2, 3], dailyMessageLimit: 1_000 });
    await stage.world.setPace({ firstTokenMs: modelMs, chunkMs: 1 });
    const page: number[] = [];
    const model: number[] = [];
    let visitor = new Visitor(stage);
    for (let i = 0; i < samples; i++) {
      if (i % perVisitor === 0) visitor = await newVisitor(stage);
      page.push(await visitor.ask(`Domanda numero ${i}?`));
      model.push(await askModel(stage));
    }
    return { page: median(page), model: median(model) };
  } finally {
    await stage.close();
  }
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

/** What the page has just asked, asked directly: a longer prompt takes the model longer, and that is no fault of the page. */
async function askModel(stage: Stage): Promise<number> {
  const asked = (await stage.world.geminiRequests()).at(-1);
  if (asked === undefined) throw new Error("the page has not asked the model");
  const body = JSON.stringify(asked.body);
  const started = performance.now();
  const response = await fetch(`${stage.world.geminiBase}/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-goog-api-key": DEFAULT_GEMINI_KEY },
    body,
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
