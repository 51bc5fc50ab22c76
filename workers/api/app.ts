import { Hono } from "hono";
import { toBase64Url } from "../platform/base64url.ts";
import type { Chance } from "../platform/clock.ts";
import { problemResponse, refuse, type Refusal } from "../platform/refusal.ts";
import type { Route } from "../platform/route.ts";
import { secured } from "./answer.ts";
import { methodAndPath, mountRoute, type MountDeps } from "./mount.ts";
import { ownRoutes } from "./ownRoutes.ts";
import type { RefusalEntry } from "./refusalLog.ts";
import { failureEntry, refusalOfThrown, type FailureEntry } from "./problems.ts";

export interface AppDeps extends MountDeps {
  /** Every room's routes; health and the OpenAPI document are the app's own. */
  routes: Route[];
  chance: Chance;
  log(entry: FailureEntry | RefusalEntry): void;
}

/** The HTTP door: every operation of the contract, and a problem for everything else. */
export const createApp = (deps: AppDeps): Hono => {
  const app = new Hono();
  const routes = [...ownRoutes(), ...deps.routes];
  for (const route of routes) mountRoute(app, route, deps);
  refuseOtherMethods(app, routes);
  app.notFound(() => problem(refuse("not_found")));
  app.onError((thrown, context) => {
    const id = toBase64Url(deps.chance.bytes(9));
    deps.log(failureEntry(thrown, id, context.req.raw));
    return problem(refusalOfThrown(thrown, id));
  });
  return app;
};

const problem = (refusal: Refusal): Response => secured(problemResponse(refusal), null);

const refuseOtherMethods = (app: Hono, routes: Route[]): void => {
  const methods = new Map<string, string[]>();
  for (const route of routes) {
    const [method, path] = methodAndPath(route.key);
    methods.set(path, [...(methods.get(path) ?? []), method]);
  }
  for (const [path, allow] of methods)
    app.all(path, () => problem(refuse("method_not_allowed", { headers: { allow: allow.join(", ") } })));
};
