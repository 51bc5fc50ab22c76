import { readAgentWithLine } from "../agents/readAgent.ts";
import { confirmLink } from "../contacts/confirmLink.ts";
import { startLink } from "../contacts/startLink.ts";
import { isRefusal, refuse } from "../platform/refusal.ts";
import { route, type CustomerCaller, type Route } from "../platform/route.ts";
import { withHeaders } from "../platform/withHeaders.ts";
import type { PageDeps } from "./deps.ts";
import { whatsappNumberOf } from "./publicInfo.ts";
import { readInfo } from "./readInfo.ts";
import { becomeVisitor, type KnownVisitor } from "./visitor.ts";

/** First step: the code to send by WhatsApp. Whoever asks before having written becomes a contact, for the code to belong to. */
const beginLink = async (deps: PageDeps, caller: CustomerCaller) => {
  const { db, agentId, contactId } = caller;
  const [found, tenant] = await Promise.all([readAgentWithLine(db, agentId), deps.tenant(caller.tenantId)]);
  if (!found || !tenant) return refuse("not_found");
  const whatsappNumber = whatsappNumberOf(found);
  if (whatsappNumber === null) return refuse("no_channel");
  const visitor: KnownVisitor | ReturnType<typeof refuse> =
    contactId === null ? await becomeVisitor(deps, caller, tenant) : { contactId, setCookie: null };
  if (isRefusal(visitor)) return visitor;
  const link = await startLink(deps, db, { agentId, webContactId: visitor.contactId, whatsappNumber });
  if (isRefusal(link)) return link;
  return withHeaders(link, 201, visitor.setCookie === null ? {} : { "set-cookie": visitor.setCookie });
};

/** "Continua su WhatsApp", in two steps (DESIGN section 3, "Linking"). */
export const linkRoutes = (deps: PageDeps): Route[] => [
  route("POST /api/public/ai/{slug}/whatsapp-link", ({ caller }) => beginLink(deps, caller)),
  route("POST /api/public/ai/{slug}/whatsapp-link/confirm", async ({ caller, body }) => {
    const { agentId, contactId, db } = caller;
    if (contactId === null) return refuse("code_invalid");
    const linked = await confirmLink(deps.customers, db, { agentId, webContactId: contactId, code: body.code });
    return isRefusal(linked) ? linked : readInfo(deps, { ...caller, contactId: linked.contactId });
  }),
];
