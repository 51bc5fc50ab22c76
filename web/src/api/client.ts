import type { z } from "zod";
import type { EndpointKey, Endpoints } from "../../../schema/contract/endpoints.ts";
import { Problem, problemFrom } from "./problem.ts";

type Schema<E, N extends string> = E extends Record<N, infer S extends z.ZodType> ? S : never;
type Has<E, N extends string> = [Schema<E, N>] extends [never] ? false : true;
type Given<N extends string, T> = Partial<T> extends T ? { [K in N]?: T } : { [K in N]: T };
type Part<E, N extends string> = Has<E, N> extends true ? Given<N, z.input<Schema<E, N>>> : unknown;
type BodyPart<E> = E extends { bodyType: "bytes" } ? { body: Blob } : Part<E, "body">;

/** What a call must be given: the parts its endpoint declares, as they are before parsing. */
export type CallInput<K extends EndpointKey> = Part<Endpoints[K], "params"> &
  Part<Endpoints[K], "query"> &
  BodyPart<Endpoints[K]>;

/** What a call answers with; nothing when the endpoint has no body. */
export type CallResult<K extends EndpointKey> =
  Has<Endpoints[K], "response"> extends true ? z.output<Schema<Endpoints[K], "response">> : void;

interface LooseInput {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** The address of a call: `{id}` filled in, absent query values left out. */
export const addressOf = (template: string, input: LooseInput): string => {
  const path = template.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(String(input.params?.[name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== null && value !== "") query.set(name, String(value));
  }
  const search = query.toString();
  return search ? `${path}?${search}` : path;
};

const requestOf = (method: string, body: unknown, signal: AbortSignal | undefined): RequestInit => ({
  method,
  headers: {
    accept: "application/json",
    ...(body === undefined || body instanceof Blob ? {} : { "content-type": "application/json" }),
  },
  ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
  ...(signal ? { signal } : {}),
});

const bodyOf = async (response: Response): Promise<unknown> => {
  if (response.status === 204) return undefined;
  const text = await response.text();
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Calls one operation of the contract. The types are the contract's; its schemas stay on the server.
 *
 * @throws Problem for every refusal, and with key `offline` when nothing answered; an abort is thrown as it is
 */
export const call = async <K extends EndpointKey>(
  key: K,
  ...[input, signal]: Partial<CallInput<K>> extends CallInput<K>
    ? [input?: CallInput<K>, signal?: AbortSignal]
    : [input: CallInput<K>, signal?: AbortSignal]
): Promise<CallResult<K>> => {
  const loose: LooseInput = input ?? {};
  const [method = "GET", template = ""] = key.split(" ");
  const response = await fetch(addressOf(template, loose), requestOf(method, loose.body, signal)).catch((reason: unknown) => {
    if (signal?.aborted) throw reason;
    throw new Problem("offline", 0);
  });
  const body = await bodyOf(response);
  if (!response.ok) throw problemFrom(response.status, body);
  return body as CallResult<K>;
};
