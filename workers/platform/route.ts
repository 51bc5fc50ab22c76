import type { z } from "zod";
import type { Endpoint } from "../../schema/contract/endpoint.ts";
import { endpoints, type EndpointKey, type Endpoints } from "../../schema/contract/endpoints.ts";
import type { MembershipRole } from "../../schema/contract/enums.ts";
import type { Refusal } from "./refusal.ts";
import type { TenantDb } from "./tenantDb.ts";

/** A signed-in console user, as the door established it. `db` is already scoped to the session's tenant. */
export interface ConsoleCaller {
  userId: string;
  userName: string;
  email: string;
  role: MembershipRole;
  tenantId: string;
  db: TenantDb;
  /** SHA-256 of the session token, so that a verb can end other sessions and keep this one. */
  sessionHash: string;
  /** Since when they belong to the tenant, in milliseconds. */
  memberSince: number;
}

/** Whoever looks at a public page: the agent its slug names, and the contact its cookies name, if any. */
export interface CustomerCaller {
  tenantId: string;
  agentId: string;
  db: TenantDb;
  /** The contact of the customer session or else of the visitor cookie; null before the first message. */
  contactId: string | null;
  /** Set when a customer session (not only a visitor cookie) is there. */
  isSignedIn: boolean;
  /** SHA-256 of the visitor cookie's token, and of the address, for limits. */
  visitorHash: string | null;
  addressHash: string;
  customerSessionHash: string | null;
}

type CallerOf<R> = R extends "console" | "platform" ? ConsoleCaller : R extends "customer" ? CustomerCaller : null;
type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Field<E, N extends string> = E extends Record<N, infer S> ? Parsed<S> : undefined;

/** What a handler is given: everything parsed, the caller established, the tenant's database in its hand. */
export interface Call<K extends EndpointKey> {
  params: Field<Endpoints[K], "params">;
  query: Field<Endpoints[K], "query">;
  body: Field<Endpoints[K], "body">;
  caller: CallerOf<Endpoints[K]["realm"]>;
  /** The bare request: headers, abort signal, upgrade; its body is already read unless it is bytes. */
  request: Request;
  /** The body of a `bytes` endpoint, size already checked. */
  bytes: Uint8Array | null;
  /** Keeps work alive after the answer. */
  waitUntil(work: Promise<unknown>): void;
}

/** A success's body, a refusal, or a whole response where the body isn't JSON or cookies are set (`withHeaders`). */
export type Answer<K extends EndpointKey> =
  | (Endpoints[K] extends { response: infer S extends z.ZodType } ? z.input<S> : undefined)
  | Refusal
  | Response;

export interface Route {
  key: EndpointKey;
  endpoint: Endpoint;
  handle(call: never): Promise<unknown>;
}

/** Ties a handler to its endpoint of the contract; `api/mount.ts` puts it on the router. */
export const route = <K extends EndpointKey>(key: K, handle: (call: Call<K>) => Promise<Answer<K>>): Route => ({
  key,
  endpoint: endpoints[key],
  handle,
});
