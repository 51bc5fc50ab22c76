import type { Agent } from "../../../schema/contract/agents.ts";
import type { Message } from "../../../schema/contract/conversations.ts";
import { Outsider } from "../../e2e/outsider.ts";
import type { List } from "../../e2e/readings.ts";
import type { ConnectedLine, Stage } from "../../support/stage.ts";
import { twilioSignature } from "../../world/signature.ts";

/** A business whose every door for addresses is tried with one address after the other. */
export interface Scene {
  stage: Stage;
  page: Outsider;
  agent: Agent;
  line: ConnectedLine;
  conversationId: string;
}

export const setScene = async (stage: Stage): Promise<Scene> => {
  const agent = await stage.agent({ slug: "porte", autoResponseEnabled: false });
  const line = await stage.line(agent);
  const page = new Outsider(stage.url);
  await page.ask("POST", "/api/public/ai/porte/chat", { message: "Ciao", clientMessageId: "prima-parola" });
  const { items } = await stage.owner.get<List<{ id: string }>>("/api/conversations");
  return { stage, page, agent, line, conversationId: items[0]!.id };
};

/** A link in a customer's message, as it is and behind a page that leads there: its preview and the preview's picture are asked for. */
const previews = async ({ stage, page, conversationId }: Scene, address: string, key: string): Promise<number> => {
  const led = (name: string) => `${stage.world.pushBase}/sites/${name}?to=${encodeURIComponent(address)}`;
  let asked = 0;
  for (const [at, link] of [address, led("verso"), led("figura")].entries()) {
    await page.call("POST", "/api/public/ai/porte/chat", { message: `guarda ${link}`, clientMessageId: `${key}-link-${at}` });
    const thread = `/api/conversations/${conversationId}/messages`;
    const { items } = await stage.owner.get<List<Message>>(`${thread}?limit=5`);
    const message = items.findLast(({ text }) => text.endsWith(link));
    if (!message) continue;
    await stage.owner.ask("GET", `${thread}/${message.id}/link-preview`);
    await stage.owner.ask("GET", `${thread}/${message.id}/link-preview/image`);
    asked += 2;
  }
  return asked;
};

/** A browser that says its push service is there. The keys are real, so that nothing but the address is wrong with it. */
const push = async ({ stage }: Scene, endpoint: string): Promise<number> => {
  const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const p256dh = Buffer.from(await crypto.subtle.exportKey("raw", pair.publicKey)).toString("base64url");
  const keys = { p256dh, auth: Buffer.alloc(16, 7).toString("base64url") };
  await stage.owner.ask("POST", "/api/push-subscriptions", { what: "all", endpoint, keys });
  return 1;
};

/** A colleague names a file by its address: it is a link, or the provider fetches it, never we. */
const mediaUrl = async ({ stage, conversationId }: Scene, address: string, key: string): Promise<number> => {
  const order = { messageText: "Ecco", mediaUrl: address, clientMessageId: `${key}-media` };
  await stage.owner.ask("POST", `/api/conversations/${conversationId}/send`, order);
  return 1;
};

/** A webhook, rightly signed, says that the message's file lies there. */
const webhookMedia = async ({ stage, line }: Scene, address: string, key: string): Promise<number> => {
  const url = `${stage.url}/api/whatsapp/webhook`;
  const sid = `MM${Buffer.from(key).toString("hex").padStart(32, "0").slice(-32)}`;
  const params = {
    MessageSid: sid,
    SmsMessageSid: sid,
    AccountSid: line.accountSid,
    From: "whatsapp:+447700900199",
    To: `whatsapp:${line.number}`,
    Body: "foto",
    NumMedia: "1",
    MediaUrl0: address,
    MediaContentType0: "image/jpeg",
  };
  const headers = { "x-twilio-signature": twilioSignature(line.authToken, url, params) };
  const answer = await fetch(url, { method: "POST", headers, body: new URLSearchParams(params) });
  if (answer.status !== 200) throw new Error(`The webhook answered ${answer.status}`);
  return 1;
};

/** Tries an address at every door. @returns how many requests were made */
export const tryAddress = async (scene: Scene, address: string, key: string): Promise<number> => {
  const counts = [
    await previews(scene, address, key),
    await push(scene, address),
    await mediaUrl(scene, address, key),
    await webhookMedia(scene, address, key),
  ];
  return counts.reduce((sum, count) => sum + count, 0);
};
