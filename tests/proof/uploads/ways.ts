import type { Message } from "../../../schema/contract/conversations.ts";
import type { Media, PublicMedia } from "../../../schema/contract/media.ts";
import { Outsider } from "../../e2e/outsider.ts";
import type { ConnectedLine, Stage } from "../../support/stage.ts";
import { waitFor } from "../waitFor.ts";
import type { Upload } from "./corpus.ts";

/** A business whose every way in for files is tried. */
export interface Scene {
  stage: Stage;
  agentId: string;
  slug: string;
  line: ConnectedLine;
  page: Outsider;
  /** How many files that visitor has sent: more than sixty in an hour are refused for their number. */
  sent: number;
  phone: string;
  phoneThread: string;
}

/** What became of a file: refused, or kept with a type and a name, and served as these headers say. */
export type Fate =
  | { kind: "refused"; status: number }
  | { kind: "kept"; mediaType: string; name: string; headers: Headers | null }
  | { kind: "broken"; why: string };

interface List<T> {
  items: T[];
}

const threads = (stage: Stage) =>
  stage.owner.get<List<{ id: string; lastMessage: { channel: string } | null }>>("/api/conversations");

const newVisitor = async (stage: Stage): Promise<Outsider> => {
  const page = new Outsider(stage.url);
  await page.ask("POST", "/api/public/ai/file/chat", { message: "Ciao", clientMessageId: "file-prima-parola" });
  return page;
};

export const setScene = async (stage: Stage): Promise<Scene> => {
  const agent = await stage.agent({ slug: "file", autoResponseEnabled: false });
  const line = await stage.line(agent);
  const page = await newVisitor(stage);
  const phone = stage.newPerson();
  await stage.world.phone(phone).says("Ciao", { to: line.number });
  const items = await waitFor(async () => {
    const found = (await threads(stage)).items;
    return found.length === 2 ? found : null;
  });
  const on = (channel: string) => items.find(({ lastMessage }) => lastMessage?.channel === channel)!.id;
  return {
    stage,
    agentId: agent.id,
    slug: "file",
    line,
    page,
    sent: 0,
    phone,
    phoneThread: on("whatsapp"),
  };
};

const served = async (answer: Response, { mediaType, name }: { mediaType: string | null; name: string }): Promise<Fate> => {
  await answer.arrayBuffer();
  if (answer.status !== 200) return { kind: "broken", why: `served with ${answer.status}` };
  return { kind: "kept", mediaType: mediaType ?? "", name, headers: answer.headers };
};

const refusedBy = async (answer: Response): Promise<Fate> => {
  const text = await answer.text();
  return answer.status < 500 ? { kind: "refused", status: answer.status } : { kind: "broken", why: `${answer.status} ${text}` };
};

/** A door that has heard enough closes while somebody is still sending: that is a refusal too. */
const sending = (send: () => Promise<Response>): Promise<Response> =>
  send().catch((cause: Error & { cause?: { code?: string } }) => {
    if (!["EPIPE", "ECONNRESET", "UND_ERR_SOCKET"].includes(cause.cause?.code ?? "")) throw cause;
    return new Response(null, { status: 413 });
  });

/** A customer attaches it on the page, and it is asked for there and in the console. */
const onPage = async (scene: Scene, { name, bytes }: Upload): Promise<Fate> => {
  if (++scene.sent % 50 === 0) scene.page = await newVisitor(scene.stage);
  const { page, slug } = scene;
  const path = `/api/public/ai/${slug}/media`;
  const headers = { "content-type": "application/octet-stream", "cf-connecting-ip": "198.51.100.7" };
  const body = Buffer.from(bytes);
  const answer = await sending(() => page.fetch("POST", `${path}?name=${encodeURIComponent(name)}`, { body, headers }));
  if (answer.status !== 201) return refusedBy(answer);
  const medium = (await answer.json()) as PublicMedia;
  return served(await page.fetch("GET", `${path}/${medium.id}`), medium);
};

/** A colleague attaches it in the console; it is sent, so that the provider fetches it by its signed address. */
const inConsole = async ({ stage, phoneThread }: Scene, { name, bytes }: Upload, key: string): Promise<Fate> => {
  const path = `/api/conversations/${phoneThread}`;
  const headers = { origin: stage.url, "content-type": "application/octet-stream", cookie: stage.owner.cookie };
  const address = `${stage.url}${path}/media?name=${encodeURIComponent(name)}`;
  const answer = await sending(() => fetch(address, { method: "POST", headers, body: Buffer.from(bytes) }));
  if (answer.status !== 201) return refusedBy(answer);
  const medium = (await answer.json()) as Media;
  await stage.owner.ask("POST", `${path}/send`, { messageText: "", mediaIds: [medium.id], clientMessageId: key });
  const own = await served(await stage.owner.ask("GET", `${path}/media/${medium.id}`), medium);
  const sent = JSON.stringify(stage.world.twilio.requests.map(({ body }) => body));
  const signed = new RegExp(`/api/media/${medium.id}[^"]*`).exec(sent)?.[0];
  return signed === undefined || own.kind !== "kept" ? own : served(await fetch(stage.url + signed), medium);
};

/** It comes by WhatsApp, announced as whoever sends it likes. */
const onWhatsapp = async ({ stage, line, phone, phoneThread }: Scene, { name, bytes, announced }: Upload): Promise<Fate> => {
  const { sid } = await stage.world.phone(phone).sends({ bytes, contentType: announced, fileName: name }, { to: line.number });
  if (!sid) return { kind: "broken", why: "no message" };
  const path = `/api/conversations/${phoneThread}`;
  const before = stage.world.core.state.messages.length;
  const medium = await waitFor(async () => {
    const { items } = await stage.owner.get<List<Message>>(`${path}/messages?limit=5`);
    const last = items.findLast(({ direction, media }) => direction === "inbound" && media.length > 0)?.media[0];
    return last && !["pending", "stored"].includes(last.state) && !seen.has(last.id) ? last : null;
  }, 60_000).catch(() => null);
  if (!medium) return { kind: "broken", why: `nothing came of message ${before}` };
  seen.add(medium.id);
  if (medium.state === "refused" || medium.state === "failed") return { kind: "refused", status: 0 };
  return served(await stage.owner.ask("GET", `${path}/media/${medium.id}`), medium);
};
const seen = new Set<string>();

/** As a text for the agent to know: a PDF, or it is refused. */
const asKnowledge = async ({ stage, agentId }: Scene, { what, bytes }: Upload): Promise<Fate> => {
  const headers = { origin: stage.url, "content-type": "application/octet-stream", cookie: stage.owner.cookie };
  const address = `${stage.url}/api/knowledge/pdf?agentId=${agentId}&title=${encodeURIComponent(what.slice(0, 100))}`;
  const answer = await sending(() => fetch(address, { method: "POST", headers, body: Buffer.from(bytes) }));
  if (answer.status !== 201) return refusedBy(answer);
  const { id } = (await answer.json()) as { id: string };
  await waitFor(async () => {
    const { items } = await stage.owner.get<List<{ id: string; state: string }>>(`/api/knowledge?agentId=${agentId}&limit=100`);
    return items.find((item) => item.id === id && item.state !== "pending") ?? null;
  }, 90_000);
  // It is never handed out again, so that there is nothing to look at.
  return { kind: "kept", mediaType: "application/pdf", name: "", headers: null };
};

/** As a list of people: its text is read, whatever it is. */
const asList = async ({ stage }: Scene, { bytes }: Upload): Promise<Fate> => {
  const text = Buffer.from(bytes.subarray(0, 1_500_000)).toString("utf8");
  return refusedBy(await stage.owner.ask("POST", "/api/contact-imports/preview", { text }));
};

export const ways: Record<string, (scene: Scene, upload: Upload, key: string) => Promise<Fate>> = {
  "the public page": onPage,
  "the console": inConsole,
  WhatsApp: onWhatsapp,
  knowledge: asKnowledge,
  "a list of people": asList,
};
