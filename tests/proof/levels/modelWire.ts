import { AsyncLocalStorage } from "node:async_hooks";
import { createGemini } from "../../../workers/models/gemini.ts";
import type { Model } from "../../../workers/models/port.ts";

/** What a call is for: a customer's turn, or a colleague's question about a thread. */
export interface Purpose {
  kind: "turn" | "suggest" | "summarize";
  conversationId: string;
}

/** A call as Google would get it, waiting for its answer. */
export interface WireCall extends Purpose {
  /** The bytes of the request. */
  body: string;
  answer(text: string): void;
  fail(status: number): void;
}

const baseUrl = "https://model.filo.example";

const sse = (text: string): Response => {
  const candidates = [{ content: { role: "model", parts: [{ text }] }, finishReason: "STOP", index: 0 }];
  const usageMetadata = { promptTokenCount: 10, candidatesTokenCount: 5, totalTokenCount: 15 };
  const body = `data: ${JSON.stringify({ candidates, usageMetadata, modelVersion: "m" })}\r\n\r\n`;
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
};

/** The end of the wire to Google: what the real SDK sends is caught here, byte for byte, and answered when it is decided how. */
export class ModelWire {
  readonly calls: WireCall[] = [];
  readonly #purpose = new AsyncLocalStorage<Purpose>();
  readonly #gemini = createGemini({ baseUrl });
  readonly #fetch = globalThis.fetch;
  readonly #heard: (call: WireCall) => void;

  constructor(heard: (call: WireCall) => void) {
    this.#heard = heard;
    globalThis.fetch = ((input, init) => this.#take(String(input instanceof Request ? input.url : input), init)) as typeof fetch;
  }

  model(kind: Purpose["kind"]): Model {
    return {
      generate: async (request, options) => {
        const purpose = { kind, conversationId: options.keyFor.conversationId ?? "" };
        return (await this.#purpose.run(purpose, () => this.#gemini.generate(request, "key", options))).result;
      },
    };
  }

  #take(url: string, init?: RequestInit): Promise<Response> {
    const purpose = this.#purpose.getStore();
    if (!url.startsWith(baseUrl) || !purpose) throw new Error(`Nothing else is called: ${url}`);
    return new Promise((resolve, reject) => {
      const done = () => void this.calls.splice(this.calls.indexOf(call), 1);
      const call: WireCall = {
        ...purpose,
        body: `${url}\n${String(init?.body)}`,
        answer: (text) => (done(), resolve(sse(text))),
        fail: (status) => (done(), resolve(Response.json({ error: { code: status, message: "no" } }, { status }))),
      };
      init?.signal?.addEventListener("abort", () => {
        if (!this.calls.includes(call)) return;
        done();
        reject(new DOMException("aborted", "AbortError"));
      });
      this.calls.push(call);
      this.#heard(call);
    });
  }

  close(): void {
    globalThis.fetch = this.#fetch;
  }
}
