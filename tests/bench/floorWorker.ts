import { DurableObject } from "cloudflare:workers";
import { Hono } from "hono";

interface Env {
  STORE: DurableObjectNamespace<Store>;
}

/** The least that can be done with a webhook and still have stored it: one object, one row. */
export class Store extends DurableObject<Env> {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS inbox (sid TEXT PRIMARY KEY, body TEXT NOT NULL)");
  }

  async keep(sid: string, body: string): Promise<void> {
    this.ctx.storage.sql.exec("INSERT INTO inbox VALUES (?, ?) ON CONFLICT DO NOTHING", sid, body);
  }
}

const app = new Hono<{ Bindings: Env }>();

app.post("/api/whatsapp/webhook", async (context) => {
  const form = await context.req.parseBody<Record<string, string>>();
  const store = context.env.STORE.get(context.env.STORE.idFromName(`${form["AccountSid"]}:${form["To"]}`));
  await store.keep(form["MessageSid"] ?? "", JSON.stringify(form));
  return context.body("<Response/>", 200, { "content-type": "text/xml" });
});

export default app;
