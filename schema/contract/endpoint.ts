import type { z } from "zod";
import type { ProblemKey } from "./problems.ts";

/** Who may call: `public` nobody in particular, `customer` a page's visitor, `console` a signed-in user, `platform` an admin, `provider` a signed webhook. */
export type Realm = "public" | "customer" | "console" | "platform" | "provider";

/** One HTTP operation, described once: it validates, it types the web's client, it becomes OpenAPI. */
export interface Endpoint {
  summary: string;
  realm: Realm;
  /** What a console user's membership must allow; reading needs nothing but the membership. */
  needs?: "write" | "manage";
  params?: z.ZodObject;
  query?: z.ZodType;
  body?: z.ZodType;
  /** `json` unless said otherwise; `form` is what Twilio posts; `bytes` is a file as it is. */
  bodyType?: "json" | "form" | "bytes";
  /** Largest accepted body in bytes; 64 KiB unless said otherwise. */
  maxBytes?: number;
  /** Status of a success and its body; none means an empty 204. */
  status: 200 | 201 | 202 | 204;
  response?: z.ZodType;
  /** Content type of a response that isn't JSON. */
  responseType?: string;
  /** Refusals beyond those that every endpoint of its realm can give. */
  problems?: readonly ProblemKey[];
}

/** Keys read `"GET /api/agents/{id}"`, as OpenAPI writes them. */
export const defineEndpoints = <
  const T extends Record<`${"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} /api/${string}`, Endpoint>,
>(
  endpoints: T,
): T => endpoints;
