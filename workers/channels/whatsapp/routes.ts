import { refuse, type Refusal } from "../../platform/refusal.ts";
import { route, type Route } from "../../platform/route.ts";
import { parseOwnNumber } from "./address.ts";
import { lineName, parseLineName, statusPath, webhookPath, type LineRpc, type ProviderAnswer } from "./line.ts";

export interface WhatsappRouteDeps {
  /** Origin of the site, without a slash at its end: the one that Twilio was told, whatever stands before the Worker. */
  publicUrl: string;
  lineFor(accountSid: string, number: string): Pick<LineRpc, "receive" | "status">;
  /** A line in the Worker's log. */
  log(event: { event: string } & Record<string, string>): void;
}

const emptyTwiml = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/** The two doors that Twilio knocks at. They only find the line; it decides whether the call is Twilio's. */
export const whatsappRoutes = (deps: WhatsappRouteDeps): Route[] => {
  const signedCall = (path: string, { request, body }: { request: Request; body: Record<string, string> }) => ({
    url: deps.publicUrl + path + new URL(request.url).search,
    signature: request.headers.get("x-twilio-signature"),
    params: body,
  });
  const lineOf = (accountSid: string | undefined, address: string | undefined) => {
    const number = parseOwnNumber(address ?? "");
    const isOne = accountSid !== undefined && number !== null && parseLineName(lineName(accountSid, number)) !== null;
    return isOne ? deps.lineFor(accountSid, number) : null;
  };
  const refusalOf = ({ status }: ProviderAnswer, params: Record<string, string>): Refusal | null => {
    if (status === 200) return null;
    if (status !== 404) return refuse(problemOf[status]);
    deps.log({ event: "unknown_line", account: params["AccountSid"] ?? "", to: params["To"] ?? "", from: params["From"] ?? "" });
    return refuse("not_found");
  };

  return [
    route("POST /api/whatsapp/webhook", async (call) => {
      const line = lineOf(call.body["AccountSid"], call.body["To"]);
      const answer = (await line?.receive(signedCall(webhookPath, call))) ?? ({ status: 404 } as const);
      return refusalOf(answer, call.body) ?? new Response(emptyTwiml, { headers: { "content-type": "text/xml" } });
    }),
    route("POST /api/whatsapp/status-callback", async (call) => {
      const line = lineOf(call.body["AccountSid"], call.body["From"]);
      const { c, m, p } = call.query;
      const answer = (await line?.status({ ...signedCall(statusPath, call), query: { c, m, p } })) ?? ({ status: 404 } as const);
      return refusalOf(answer, call.body) ?? undefined;
    }),
  ];
};

const problemOf = { 400: "malformed_body", 403: "bad_signature", 503: "unavailable" } as const;
