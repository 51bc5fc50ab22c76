import type { Core } from "../core.ts";
import { failEarly, failLate } from "../faults.ts";
import { answerJson, formFields } from "../http.ts";
import type { Exchange } from "../http.ts";
import { accountNotActive, methodNotAllowed, notFound, twilioError, unauthenticated, type TwilioError } from "./errors.ts";
import { reach } from "./reach.ts";
import { authenticate, voice } from "./routes.ts";

export const TYPING_PATH = "/v2/Indicators/Typing.json";
const OPERATION = "typing";

/**
 * Shows on somebody's phone that a message of theirs is being answered, and marks it as read for them (messaging.twilio.com in real
 * life). Only switches that name this operation make it fail: a switch for messages shall not be used up by it.
 * Source: https://www.twilio.com/docs/whatsapp/api/typing-indicators-resource
 */
export async function typingRoutes(core: Core, exchange: Exchange): Promise<void> {
  const isMeant = core.faults.list.some(({ operation }) => operation === OPERATION);
  const fault = isMeant ? core.faults.take("twilio", OPERATION, exchange.body) : null;
  if (fault !== null) core.events.emit({ type: "faults" });
  core.twilioRequests.push(core.capture(exchange, formFields(exchange.body), fault?.kind ?? null));
  const refuse = (error: TwilioError) => answerJson(exchange, error.status, error);
  const account = authenticate(core, exchange.headers.authorization);
  if (account === null || fault?.kind === "http401") return refuse(unauthenticated());
  if ((account.status ?? "active") !== "active") return refuse(accountNotActive());
  if (await failEarly(exchange, fault, voice)) return;
  if (exchange.method !== "POST") return refuse(methodNotAllowed());
  const { messageId = "", channel } = formFields(exchange.body);
  if (channel !== "whatsapp") return refuse(twilioError(400, 20001, "channel must be whatsapp"));
  if (!/^(SM|MM)[0-9a-f]{32}$/i.test(messageId)) return refuse(twilioError(400, 20001, "messageId is not a message SID"));
  const isIt = (one: { sid: string; accountSid: string; direction: string }) =>
    one.sid === messageId && one.accountSid === account.accountSid && one.direction === "inbound";
  const message = core.state.messages.find(isIt);
  if (message === undefined || fault?.kind === "http404") return refuse(notFound(exchange.path));
  reach(core, message, "read");
  core.events.emit({ type: "typing", personId: message.personId, number: message.number });
  if (failLate(exchange, fault)) return;
  answerJson(exchange, 200, { success: true });
}
