import type { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { endpoints, type EndpointKey } from "../../schema/contract/endpoints.ts";
import type { Endpoint } from "../../schema/contract/endpoint.ts";
import { Client, problemKey, type SendOptions } from "./client.ts";

/** One request that succeeds: ids for the path, what follows the `?`, and what is sent. */
export interface Sample extends SendOptions {
  params?: Record<string, string>;
  query?: Record<string, string>;
}

/** Two tenants at one app: `owner` and `readonly` of the first, `stranger` owns the second. See `signedIn` in testApp.ts. */
export interface SuiteWorld {
  app: Hono;
  owner: Client;
  readonly: Client;
  stranger: Client;
}

type SampleOf<W> = (world: W) => Sample | Promise<Sample>;

interface Case {
  endpoint: Endpoint;
  world: SuiteWorld;
  sample: Sample;
  call(client: Client, change?: Partial<Sample>): Promise<Response>;
}

interface Rule {
  name: string;
  holdsFor(endpoint: Endpoint, key: EndpointKey): boolean;
  check(one: Case): Promise<void>;
}

const rules: Rule[] = [
  {
    name: "works and answers what it promises",
    holdsFor: () => true,
    async check({ endpoint, world, call }) {
      const response = await call(world.owner);
      expect([response.status, response.ok ? "" : await response.clone().text()]).toEqual([endpoint.status, ""]);
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      await expectPromised(endpoint, response);
    },
  },
  {
    name: "needs a session",
    holdsFor: () => true,
    async check({ world, call }) {
      expect(await problemKey(await call(new Client(world.app)))).toBe("not_signed_in");
    },
  },
  {
    name: "knows nothing of another tenant's ids",
    holdsFor: ({ params, realm }) => params !== undefined && realm !== "platform",
    async check({ endpoint, world, call }) {
      expect(await problemKey(await call(world.stranger))).toBe("not_found");
      expect((await call(world.owner)).status).toBe(endpoint.status);
    },
  },
  {
    name: "knows nothing of ids that are none",
    holdsFor: ({ params }) => params !== undefined,
    async check({ world, sample, call }) {
      for (const id of ["nothing", "1", `agt_${"z".repeat(26)}x`, "%00"]) {
        const params = Object.fromEntries(Object.keys(sample.params ?? {}).map((param) => [param, id]));
        expect(await problemKey(await call(world.owner, { params }))).toBe("not_found");
      }
    },
  },
  {
    name: "is not for who may only read",
    holdsFor: ({ needs }) => needs !== undefined,
    async check({ world, call }) {
      expect(await problemKey(await call(world.readonly))).toBe("not_allowed");
    },
  },
  {
    name: "is for the platform's administrators alone",
    holdsFor: ({ realm }) => realm === "platform",
    async check({ endpoint, world, call }) {
      for (const client of [world.stranger, world.readonly]) expect(await problemKey(await call(client))).toBe("not_allowed");
      expect((await call(world.owner)).status).toBe(endpoint.status);
    },
  },
  {
    name: "refuses broken bodies and survives strange ones",
    holdsFor: ({ body }) => body !== undefined,
    async check({ endpoint, world, call }) {
      const tooLong = `{"a":"${"x".repeat(endpoint.maxBytes ?? 65_536)}"}`;
      for (const body of ["{", "[]", "null", '"text"', "7", tooLong]) {
        const headers = { "content-type": "application/json" };
        expect([400, 413]).toContain((await call(world.owner, { json: undefined, body, headers })).status);
      }
      const strange = JSON.parse('{"__proto__":1,"":null,"name":{"$gt":""},"id":["x"]}') as unknown;
      expect((await call(world.owner, { json: strange })).status).toBeLessThan(500);
    },
  },
  {
    name: "does nothing for pages of other sites",
    holdsFor: (_, key) => !key.startsWith("GET"),
    async check({ world, sample, call }) {
      const headers = { ...sample.headers, origin: "https://evil.test" };
      expect(await problemKey(await call(world.owner, { headers }))).toBe("foreign_origin");
    },
  },
];

/**
 * What must hold for every console endpoint, driven by the contract: it works and answers what it promises and nothing more; without
 * a session it is 401, with another tenant's id 404, with too small a role 403, with a broken body 400, and never 500.
 *
 * @param setUp makes a world of its own for each test
 * @param samples for each endpoint, what makes it succeed in that world
 */
export const commonSuite = <W extends SuiteWorld>(
  name: string,
  setUp: () => Promise<W>,
  samples: { [K in EndpointKey]?: SampleOf<W> },
): void => {
  for (const [key, sampleOf] of Object.entries(samples) as [EndpointKey, SampleOf<W>][]) {
    const endpoint: Endpoint = endpoints[key];
    describe(`${name}: ${key}`, () => {
      it.each(rules.filter((rule) => rule.holdsFor(endpoint, key)))("$name", async ({ check }) => {
        expect.hasAssertions();
        const world = await setUp();
        const sample = await sampleOf(world);
        const call: Case["call"] = (client, change = {}) => {
          const whole = { ...sample, ...change };
          return client.send(key.split(" ")[0] ?? "", urlOf(key, whole), whole);
        };
        await check({ endpoint, world, sample, call });
      });
    });
  }
};

const urlOf = (key: EndpointKey, { params = {}, query }: Sample): string => {
  const path = (key.split(" ")[1] ?? "").replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "");
  return query ? `${path}?${new URLSearchParams(query)}` : path;
};

/** A response that has the promised shape and no field besides: what the schema would strip, a client should never have got. */
const expectPromised = async (endpoint: Endpoint, response: Response): Promise<void> => {
  if (!endpoint.response) {
    const text = await response.text();
    expect(endpoint.responseType === undefined ? text : "").toBe("");
    return;
  }
  const body: unknown = await response.json();
  expect(endpoint.response.parse(body)).toEqual(body);
};
