import { expect, test } from "vitest";
import { endpoints, type EndpointKey } from "../../schema/contract/endpoints.ts";
import type { Endpoint } from "../../schema/contract/endpoint.ts";
import { createApp } from "../../workers/api/app.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import type { ConsoleVisit } from "../../workers/platform/consoleVisit.ts";
import type { CustomerCaller, Route } from "../../workers/platform/route.ts";

/** What a page of another site can make a browser do: every operation that changes something, from anywhere, with any kind of body. */

const publicUrl = "https://filo.test";
const operations = (Object.entries(endpoints) as [EndpointKey, Endpoint][]).filter(([, { realm }]) => realm !== "provider");
const isSocket = (key: string) => key.endsWith("/socket");
const changing = operations.filter(([key]) => !key.startsWith("GET ") || isSocket(key));

let reached: string[] = [];
const visit = { caller: { role: "owner" }, isPlatformAdmin: true, setCookie: null } as unknown as ConsoleVisit;
// The app's own two routes are read-only, and there already.
const own = new Set(["GET /api/health", "GET /api/openapi.json"]);
const routes: Route[] = operations
  .filter(([key]) => !own.has(key))
  .map(([key, { summary, realm, status, params }]) => ({
    key,
    // Only the door is looked at: what an operation takes is none of its business.
    endpoint: realm === "customer" && params ? { summary, realm, status, params } : { summary, realm, status },
    handle: async () => {
      reached.push(key);
      return new Response("reached");
    },
  }));
const app = createApp({
  routes,
  publicUrl,
  chance: systemChance,
  log: () => undefined,
  consoleCaller: async () => visit,
  customerCaller: async () => ({}) as CustomerCaller,
});

const foreign = [
  "https://evil.test",
  "null",
  "http://filo.test",
  "https://filo.test.evil.test",
  "https://filo.test:8443",
  "https://sub.filo.test",
  "HTTPS://FILO.TEST",
  "https://filo.test/",
  "",
];
const sites = [null, "same-origin", "same-site", "cross-site", "none"];
const types = ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", null];

const send = async (key: string, headers: Record<string, string | null>): Promise<number> => {
  const [method = "", path = ""] = key.split(" ");
  const given = { ...headers, cookie: "__Host-filo=x", ...(isSocket(key) ? { upgrade: "websocket" } : {}) };
  const set = Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== null);
  const body = method === "GET" ? {} : { body: "{}" };
  const url = publicUrl + path.replaceAll("{slug}", "coach").replaceAll(/\{\w+\}/g, "x");
  const request = new Request(url, { method, ...body });
  request.headers.delete("content-type");
  for (const [name, value] of set) request.headers.set(name, value);
  return (await app.request(request)).status;
};

test("nothing that changes something is reached from another origin, whatever the browser says of the site and the body", async () => {
  expect(changing.length).toBeGreaterThan(70);
  reached = [];
  let asked = 0;
  for (const [key] of changing)
    for (const origin of foreign)
      for (const site of sites)
        for (const type of types) {
          asked += 1;
          const status = await send(key, { origin, "sec-fetch-site": site, "content-type": type });
          if (status !== 403) expect([key, origin, site, type, status]).toEqual([key, origin, site, type, 403]);
        }
  expect(asked).toBe(changing.length * foreign.length * sites.length * types.length);
  expect(reached).toEqual([]);
});

test("nor without an origin, where the browser says that another site asks", async () => {
  reached = [];
  for (const [key] of changing)
    for (const site of ["same-site", "cross-site", "something-new"])
      for (const type of types)
        expect([key, site, type, await send(key, { "sec-fetch-site": site, "content-type": type })]).toEqual([
          key,
          site,
          type,
          403,
        ]);
  expect(reached).toEqual([]);
});

test("while each is reached from our own pages", async () => {
  for (const [key] of changing) {
    reached = [];
    await send(key, { origin: publicUrl, "sec-fetch-site": "same-origin", "content-type": "application/json" });
    expect(reached).toEqual([key]);
  }
});
