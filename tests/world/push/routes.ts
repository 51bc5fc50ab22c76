import type { Core } from "../core.ts";
import { failEarly, failLate } from "../faults.ts";
import type { FailureVoice } from "../faults.ts";
import { answer } from "../http.ts";
import type { Exchange } from "../http.ts";
import { readPush } from "./browser.ts";
import { checkVapid } from "./vapid.ts";

const voice: FailureVoice = {
  error: (status) => `{"code":${status},"message":"Push service error"}`,
  refusal: ({ code, message }) => JSON.stringify({ code, message }),
};

const refuse = (exchange: Exchange, status: number, message: string): void =>
  answer(exchange, status, "application/json", JSON.stringify({ code: status, message }));

/**
 * A push service: it checks who sends, and hands on to the browser, which decrypts. A subscription belongs to the first key that it
 * was used with. Sources: RFC 8030, sections 5 and 7.3; RFC 8292, section 4.2; RFC 8291, section 4 (4,096 bytes)
 */
export async function pushRoutes(core: Core, exchange: Exchange): Promise<void> {
  const browser = core.state.pushBrowsers.find((one) => one.id === exchange.path.slice("/push/".length));
  const fault = core.faults.take("push", "push", exchange.path);
  if (fault !== null) core.events.emit({ type: "faults" });
  if (await failEarly(exchange, fault, voice)) return;
  if (exchange.method !== "POST") return refuse(exchange, 405, "push messages are posted");
  if (browser === undefined) return refuse(exchange, 404, "no such subscription");
  if (browser.isGone) return refuse(exchange, 410, "the subscription is over");
  const { authorization = "", ttl, topic, urgency, "content-encoding": encoding } = exchange.headers;
  if (!/^\d+$/.test(ttl ?? "")) return refuse(exchange, 400, "TTL is missing");
  if (encoding !== "aes128gcm") return refuse(exchange, 400, "the body is not aes128gcm");
  if (topic !== undefined && !/^[\w-]{1,32}$/.test(topic)) return refuse(exchange, 400, "the topic is not usable");
  if (exchange.bytes.length > 4_096) return refuse(exchange, 413, "more than 4,096 bytes");
  let sender: ReturnType<typeof checkVapid>;
  try {
    sender = checkVapid(authorization, core.url, core.callersNow() / 1_000);
  } catch (cause) {
    return refuse(exchange, 401, cause instanceof Error ? cause.message : "not authorised");
  }
  if ((browser.vapidKey ??= sender.key) !== sender.key) return refuse(exchange, 403, "another key was subscribed with");
  let text: string;
  try {
    text = readPush(browser, exchange.bytes);
  } catch (cause) {
    return refuse(exchange, 400, `the browser cannot read it: ${cause instanceof Error ? cause.message : ""}`);
  }
  core.pushes.push({ id: browser.id, at: core.now(), text, topic: topic ?? null, urgency: urgency ?? null, ttl: Number(ttl) });
  if (failLate(exchange, fault)) return;
  answer(exchange, 201, "text/plain", "", { location: `${core.url}/push-message/${core.pushes.length}` });
}
