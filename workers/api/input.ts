import type { z } from "zod";
import { fieldProblems } from "../platform/fieldProblems.ts";
import { isRefusal, refuse, type Refusal } from "../platform/refusal.ts";
import type { Endpoint } from "../../schema/contract/endpoint.ts";
import { readBody } from "./body.ts";

/** Everything an endpoint takes, parsed by its own schemas. */
export interface Input {
  query: unknown;
  body: unknown;
  bytes: Uint8Array | null;
}

/** Path parameters; one that cannot name anything of ours reads like one that names nothing. */
export const parseParams = (endpoint: Endpoint, given: Record<string, string>): unknown => {
  if (!endpoint.params) return undefined;
  const parsed = endpoint.params.safeParse(given);
  return parsed.success ? parsed.data : refuse("not_found");
};

/** Query and body, in this order; the first that fails is refused with its fields named. */
export const parseInput = async (endpoint: Endpoint, request: Request): Promise<Input | Refusal> => {
  const query = parse(endpoint.query, Object.fromEntries(new URL(request.url).searchParams));
  if (isRefusal(query)) return query;
  const read = await readBody(request, endpoint);
  if (isRefusal(read)) return read;
  if (read.kind === "bytes") return { query, body: undefined, bytes: read.bytes };
  const body = parse(endpoint.body, read.kind === "value" ? read.value : undefined);
  return isRefusal(body) ? body : { query, body, bytes: null };
};

const parse = (schema: z.ZodType | undefined, given: unknown): unknown => {
  if (!schema) return undefined;
  const parsed = schema.safeParse(given);
  return parsed.success ? parsed.data : refuse("invalid_input", { errors: fieldProblems(parsed.error) });
};
