import { DurableObject } from "cloudflare:workers";
import { Hono } from "hono";

interface Env {
  STORE: DurableObjectNamespace<Store>;
  MODEL_BASE: string;
  MODEL_KEY: string;
}

/**
 * The least that can be done with a webhook and still have stored it: one object, one row. And with a question: a row, a call to the
 * model, its stream handed on as it is, a row.
 */
export class Store extends DurableObject<Env> {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS inbox (sid TEXT PRIMARY KEY, body TEXT NOT NULL)");
  }

  async keep(sid: string, body: string): Promise<void> {
    this.ctx.storage.sql.exec("INSERT INTO inbox VALUES (?, ?) ON CONFLICT DO NOTHING", sid, body);
  }

  async ask(message: string): Promise<ReadableStream<Uint8Array>> {
    await this.keep(crypto.randomUUID(), message);
    const response = await askModel(this.env, JSON.stringify({ contents: [{ role: "user", parts: [{ text: message }] }] }));
    const [shown, kept] = response.body!.tee();
    this.ctx.waitUntil(new Response(kept).text().then((answer) => this.keep(crypto.randomUUID(), answer)));
    return shown;
  }
}

const askModel = (env: Env, body: string): Promise<Response> =>
  fetch(`${env.MODEL_BASE}/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-goog-api-key": env.MODEL_KEY },
    body,
  });

const app = new Hono<{ Bindings: Env }>();

app.post("/api/whatsapp/webhook", async (context) => {
  const form = await context.req.parseBody<Record<string, string>>();
  const store = context.env.STORE.get(context.env.STORE.idFromName(`${form["AccountSid"]}:${form["To"]}`));
  await store.keep(form["MessageSid"] ?? "", JSON.stringify(form));
  return context.body("<Response/>", 200, { "content-type": "text/xml" });
});

app.post("/api/chat", async (context) => {
  const { name, message } = await context.req.json<{ name: string; message: string }>();
  const store = context.env.STORE.get(context.env.STORE.idFromName(name));
  return context.body(await store.ask(message), 200, { "content-type": "text/event-stream" });
});

/** The model itself, as a page without a product would ask it. */
app.post("/api/model", async (context) => {
  const response = await askModel(context.env, await context.req.text());
  return new Response(response.body, { headers: { "content-type": "text/event-stream" } });
});

export default app;
