import type { MessageStatus, WorldEvent } from "./contract.ts";
import { fileRoutes } from "./fileRoutes.ts";
import { SAMPLE_NAMES } from "./samples/catalogue.ts";
import type { Marker } from "./samples/marker.ts";
import type { DeliveryRule, FaultSpec, SayOptions, ScriptedAnswer } from "./switches.ts";
import { answerJson, parseJson } from "./http.ts";
import type { Exchange } from "./http.ts";
import type { World } from "./world.ts";
import type { BurstOptions, TemplateSpec } from "./worldApi.ts";

type Input = Record<string, unknown>;
type Handler = (world: World, input: Input, query: URLSearchParams, part: string) => Promise<unknown>;

/** The control API: one line per operation. `*` stands for one path segment, handed over decoded. */
const ROUTES: Record<string, Handler> = {
  "GET /world/directory": (world) => world.directory(),
  "PUT /world/accounts": (world, input) => world.putAccount(input),
  "PUT /world/numbers": (world, input) => world.putNumber(input as Parameters<World["putNumber"]>[0]),
  "DELETE /world/numbers/*": (world, _input, _query, number) => world.removeNumber(number),
  "POST /world/accounts/*/secondary-token": (world, _input, _query, sid) => world.makeSecondaryToken(sid),
  "POST /world/accounts/*/promotion": (world, _input, _query, sid) => world.promoteToken(sid),
  "PUT /world/people": (world, input) => world.putPerson(input as Parameters<World["putPerson"]>[0]),
  "PUT /world/gemini/keys": (world, input) => world.setGeminiKeys(input.keys as string[]),
  "PUT /world/mail/keys": (world, input) => world.setMailKeys(input.keys as string[]),
  "POST /world/phones/*/messages": (world, { text, ...options }, _query, id) =>
    world.say(id, String(text), options as unknown as SayOptions),
  "POST /world/phones/*/bursts": (world, { texts, ...options }, _query, id) =>
    world.burst(id, texts as string[], options as unknown as BurstOptions),
  "POST /world/messages/*/redeliveries": (world, input, _query, sid) => world.redeliver(sid, input.copies as number | undefined),
  "POST /world/messages/*/reports": (world, input, _query, sid) =>
    world.reportStatus(sid, input.status as MessageStatus, input.errorCode as number | undefined),
  "GET /world/media": (world) => world.media.stored(),
  "GET /world/media/requests": (world) => world.media.requests(),
  "POST /world/media/meanings": (world, input) =>
    world.media.means(Buffer.from(String(input.base64), "base64"), input.marker as Marker),
  "GET /world/templates": (world) => world.templates.list(),
  "PUT /world/templates": (world, input) => world.templates.put(input as TemplateSpec),
  "DELETE /world/templates/*": (world, _input, _query, sid) => world.templates.remove(sid),
  "POST /world/vertex/service-accounts": (world, input) =>
    world.vertex.serviceAccount(String(input.projectId), input.name as string | undefined),
  "DELETE /world/vertex/service-accounts/*": (world, _input, _query, email) => world.vertex.removeServiceAccount(email),
  "PUT /world/vertex/token-seconds": (world, input) => world.vertex.setTokenSeconds(Number(input.seconds)),
  "POST /world/vertex/expiry": (world) => world.vertex.expireTokens(),
  "POST /world/push/browsers": (world) => world.push.subscribe(),
  "DELETE /world/push/browsers/*": (world, _input, _query, id) => world.push.unsubscribe(id),
  "GET /world/push/messages": (world, _input, query) => world.push.received(query.get("id") ?? undefined),
  "GET /world/samples": async () => SAMPLE_NAMES,
  "GET /world/messages": (world, _input, query) => world.messages(Object.fromEntries(query)),
  "GET /world/twilio/requests": (world) => world.twilioRequests(),
  "GET /world/twilio/callbacks": (world) => world.callbacks(),
  "GET /world/gemini/requests": (world) => world.geminiRequests(),
  "POST /world/gemini/script": (world, input) => world.script(...(input.answers as ScriptedAnswer[])),
  "PUT /world/gemini/pace": (world, input) => world.setPace(input),
  "GET /world/mails": (world, _input, query) => world.mails(query.get("to") ?? undefined),
  "POST /world/faults": (world, input) => world.fail(input as unknown as FaultSpec),
  "GET /world/faults": (world) => world.faults(),
  "DELETE /world/faults": (world) => world.clearFaults(),
  "DELETE /world/faults/*": (world, _input, _query, id) => world.clearFaults(Number(id)),
  "GET /world/deliveries": (world) => world.deliveries(),
  "DELETE /world/deliveries": (world) => world.clearDeliveries(),
  "POST /world/deliveries": (world, input) => world.deliver(input as DeliveryRule),
  "POST /world/clock": (world, input) => world.advanceClock(Number(input.advanceMs)),
  "POST /world/reset": (world, input) => world.reset(input),
};

/** Answers a call to `/world/…`: 200 with JSON, 400 with the reason, 404 for no such operation. */
export async function controlRoutes(world: World, exchange: Exchange): Promise<void> {
  if (exchange.path === "/world/events") return streamEvents(world, exchange);
  if (exchange.method === "GET" && fileRoutes(world.core, exchange)) return;
  const segments = exchange.path.split("/");
  const found = Object.entries(ROUTES).find(([route]) => matches(route, exchange.method, segments));
  if (found === undefined) return answerJson(exchange, 404, { error: `no operation ${exchange.method} ${exchange.path}` });
  const [route, handler] = found;
  const part = segments[route.split(" ")[1]!.split("/").indexOf("*")] ?? "";
  const input = exchange.body === "" ? {} : parseJson(exchange.body);
  if (typeof input !== "object" || input === null) return answerJson(exchange, 400, { error: "the body is not a JSON object" });
  try {
    const result = await handler(world, input as Input, exchange.query, decodeURIComponent(part));
    answerJson(exchange, 200, result ?? {});
  } catch (cause) {
    answerJson(exchange, 400, { error: cause instanceof Error ? cause.message : String(cause) });
  }
}

function matches(route: string, method: string, segments: string[]): boolean {
  const [wantedMethod, wantedPath = ""] = route.split(" ");
  const wanted = wantedPath.split("/");
  return (
    wantedMethod === method &&
    wanted.length === segments.length &&
    wanted.every((segment, at) => segment === "*" || segment === segments[at])
  );
}

/** Everything that happens in the world, live, for the phone page. */
function streamEvents(world: World, exchange: Exchange): void {
  const { response, gone } = exchange;
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write(": the world\n\n");
  const stop = world.core.events.on((event: WorldEvent) => response.write(`data: ${JSON.stringify(event)}\n\n`));
  const heartbeat = setInterval(() => response.write(": still here\n\n"), 15_000);
  gone.addEventListener("abort", () => {
    stop();
    clearInterval(heartbeat);
  });
}
