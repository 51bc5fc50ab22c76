import type { Context, Hono } from "hono";
import type { Endpoint } from "../../schema/contract/endpoint.ts";
import { isRefusal, problemResponse, refuse, type Refusal } from "../platform/refusal.ts";
import type { Route } from "../platform/route.ts";
import { secured, toResponse } from "./answer.ts";
import { establish, type CallerResolvers } from "./callers.ts";
import { parseInput, parseParams } from "./input.ts";
import { isOwnOrigin } from "./origin.ts";
import { refusalEntry, type RefusalEntry } from "./refusalLog.ts";

export interface MountDeps extends CallerResolvers {
  /** Origin of the site, as in `Config.publicUrl`. */
  publicUrl: string;
  log(entry: RefusalEntry): void;
}

/** Puts a route of the contract on the router: origin, caller, rights, parameters, query, body, handler, answer. */
export const mountRoute = (app: Hono, route: Route, deps: MountDeps): void => {
  const [method, path] = methodAndPath(route.key);
  app.on(method, path, (context) => answer(context, route, deps));
};

/** `"GET /api/agents/{id}"` as Hono says it: `["GET", "/api/agents/:id"]`. */
export const methodAndPath = (key: string): [method: string, path: string] => {
  const [method = "", path = ""] = key.split(" ");
  return [method, path.replaceAll(/\{(\w+)\}/g, ":$1")];
};

const answer = async (context: Context, route: Route, deps: MountDeps): Promise<Response> => {
  const { endpoint } = route;
  const request = context.req.raw;
  const note = (answered: unknown) => {
    const entry = isRefusal(answered) ? refusalEntry(answered, route) : null;
    if (entry !== null) deps.log(entry);
  };
  const refused = (refusal: Refusal) => {
    note(refusal);
    return secured(problemResponse(refusal), null);
  };

  if (!isOwnOrigin(request, endpoint.realm, deps.publicUrl)) return refused(refuse("foreign_origin"));
  const params = parseParams(endpoint, context.req.param() as Record<string, string>);
  const early = isSaidToPage(endpoint) ? await parseInput(endpoint, request) : null;
  const body = early && !isRefusal(early) ? early.body : undefined;
  const established = await establish(endpoint, params, request, body, deps);
  if (isRefusal(established)) return refused(established);
  if (isRefusal(params)) return refused(params);
  const input = early ?? (await parseInput(endpoint, request));
  if (isRefusal(input)) return refused(input);

  const call = { ...input, params, caller: established.caller, request, waitUntil: keeperOf(context) };
  const answered = await route.handle(call as never);
  note(answered);
  return secured(toResponse(endpoint, answered), established.setCookie);
};

/** What is said to a page is short and open to everybody: read first, it helps to look up all it needs at once. */
const isSaidToPage = ({ realm, body, bodyType }: Endpoint): boolean =>
  realm === "customer" && body !== undefined && bodyType === undefined;

const keeperOf =
  (context: Context) =>
  (work: Promise<unknown>): void => {
    context.executionCtx.waitUntil(work);
  };
