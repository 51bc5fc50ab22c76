/** Somebody in a conversation of their own. Resolves when the whole answer is there, with the milliseconds until its first words. */
export interface Chatter {
  ask(text: string): Promise<number>;
  leave(): void;
}

/** A visitor of Filo's public page. */
export const visitor = (url: string): Chatter => {
  let cookie = "";
  return {
    async ask(message) {
      const started = performance.now();
      const response = await fetch(`${url}/api/public/ai/coach/chat`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "text/event-stream", cookie },
        body: JSON.stringify({ message, clientMessageId: crypto.randomUUID() }),
      });
      cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? cookie;
      return read(response, { first: "event: delta", last: "event: committed" }, started);
    },
    leave: () => undefined,
  };
};

/** Somebody who asks the floor, which knows people by a name. */
export const asker = (url: string): Chatter => {
  const name = crypto.randomUUID();
  return {
    async ask(message) {
      const started = performance.now();
      const headers = { "content-type": "application/json" };
      const response = await fetch(`${url}/api/chat`, { method: "POST", headers, body: JSON.stringify({ name, message }) });
      return read(response, { first: '"text"', last: "STOP" }, started);
    },
    leave: () => undefined,
  };
};

async function read(response: Response, { first, last }: { first: string; last: string }, started: number): Promise<number> {
  let seen = "";
  let ms: number | null = null;
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    seen += chunk;
    if (ms === null && seen.includes(first)) ms = performance.now() - started;
  }
  if (ms === null || !seen.includes(last)) throw new Error(`${response.status} without ${last}: ${seen.slice(-300)}`);
  return ms;
}

interface AgentFrame {
  type: string;
  id?: string;
  body?: string;
  done?: boolean;
  error?: boolean;
}

/** A browser in front of an AIChatAgent, which is spoken to over a WebSocket. */
export const agentClient = async (port: number): Promise<Chatter> => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/agents/chat/${crypto.randomUUID()}`);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve(), { once: true });
    socket.addEventListener("error", () => reject(new Error("the agent takes no connection")), { once: true });
  });
  const messages: object[] = [];
  return {
    ask: (text) => {
      const [id, started] = [crypto.randomUUID(), performance.now()];
      messages.push({ id, role: "user", parts: [{ type: "text", text }] });
      return new Promise((resolve, reject) => {
        let first: number | null = null;
        let words = "";
        const hear = ({ data }: MessageEvent) => {
          const frame = JSON.parse(String(data)) as AgentFrame;
          if (frame.type !== "cf_agent_use_chat_response" || frame.id !== id) return;
          if (frame.body?.includes('"text-delta"')) {
            first ??= performance.now() - started;
            words += (JSON.parse(frame.body) as { delta?: string }).delta ?? "";
          }
          if (!frame.done) return;
          socket.removeEventListener("message", hear);
          if (frame.error || first === null) return reject(new Error(`no answer: ${String(data)}`));
          messages.push({ id: crypto.randomUUID(), role: "assistant", parts: [{ type: "text", text: words }] });
          resolve(first);
        };
        socket.addEventListener("message", hear);
        const body = JSON.stringify({ messages, trigger: "submit-message" });
        socket.send(JSON.stringify({ type: "cf_agent_use_chat_request", id, init: { method: "POST", body } }));
      });
    },
    leave: () => socket.close(),
  };
};
