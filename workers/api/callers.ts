import type { Endpoint } from "../../schema/contract/endpoint.ts";
import type { ConsoleVisit } from "../platform/consoleVisit.ts";
import { isRefusal, refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller, CustomerCaller } from "../platform/route.ts";
import { roleAllows } from "./rights.ts";

/** How the door learns who is calling; the rooms that own the sessions say it. */
export interface CallerResolvers {
  /** Null when there is no valid session. */
  consoleCaller(request: Request): Promise<ConsoleVisit | null>;
  /** Null when no agent has this slug. `body` is what they sent, parsed; undefined when there is none or it was refused. */
  customerCaller(request: Request, slug: string, body: unknown): Promise<CustomerCaller | null>;
}

export interface Established {
  caller: ConsoleCaller | CustomerCaller | null;
  setCookie: string | null;
}

const nobody: Established = { caller: null, setCookie: null };

/**
 * Establishes who calls and whether the endpoint is open to them. `params` are the parsed path parameters: a public page's caller
 * depends on its slug.
 */
export const establish = async (
  endpoint: Endpoint,
  params: unknown,
  request: Request,
  body: unknown,
  resolvers: CallerResolvers,
): Promise<Established | Refusal> => {
  switch (endpoint.realm) {
    case "public":
    case "provider":
      return nobody;
    case "customer": {
      if (isRefusal(params)) return params;
      const caller = await resolvers.customerCaller(request, (params as { slug: string }).slug, body);
      return caller ? { caller, setCookie: null } : refuse("not_found");
    }
    case "console":
    case "platform": {
      const visit = await resolvers.consoleCaller(request);
      if (!visit) return refuse("not_signed_in");
      const allowed = endpoint.realm === "platform" ? visit.isPlatformAdmin : roleAllows(visit.caller.role, endpoint.needs);
      return allowed ? visit : refuse("not_allowed");
    }
  }
};
