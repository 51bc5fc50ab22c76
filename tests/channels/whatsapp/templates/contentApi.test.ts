import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { contentBase, readTemplates } from "../../../../workers/channels/whatsapp/templates/contentApi.ts";
import { startWorld } from "../../../world/server.ts";
import type { World } from "../../../world/world.ts";

const accountSid = `AC${"a".repeat(32)}`;
const authToken = "0123456789abcdef0123456789abcdef";

let world: World;
beforeAll(async () => {
  world = await startWorld({});
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.reset();
  await world.putAccount({ accountSid, authToken });
});

const read = (authTokens = [authToken]) =>
  readTemplates({ fetch, apiBase: world.twilioBase, accountSid, authTokens, timeoutMs: 2000 });

describe("the Content API", () => {
  it("gives every template of the account, page by page, and no other account's", async () => {
    for (let i = 0; i < 620; i++) await world.templates.put({ accountSid, friendlyName: `modello_${i}` });
    await world.putAccount({ accountSid: `AC${"b".repeat(32)}` });
    await world.templates.put({ accountSid: `AC${"b".repeat(32)}`, friendlyName: "altrui" });
    const answer = await read();
    if (answer.kind !== "found") throw new Error(answer.detail);
    expect(new Set(answer.contents.map(({ name }) => name)).size).toBe(620);
    expect(answer.contents.some(({ name }) => name === "altrui")).toBe(false);
    expect(world.twilio.requests).toHaveLength(2);
  });

  it("is asked with the token before while the new one isn't valid yet", async () => {
    await world.templates.put({ accountSid });
    expect(await read(["new", authToken])).toMatchObject({
      kind: "found",
      contents: [{ isSupported: true, status: "approved" }],
    });
  });

  it.each([
    ["http500", "20500"],
    ["http503", "20503"],
    ["http401", "20003"],
    ["badJson", "200"],
    ["reset", "no_answer"],
  ] as const)("that fails with %s is unavailable, in words", async (kind, code) => {
    await world.fail({ provider: "twilio", operation: "contents", kind });
    expect(await read()).toEqual({ kind: "unavailable", detail: expect.stringContaining(code) as string });
  });

  it("is never followed to another host", async () => {
    const asked: string[] = [];
    const lying = (async (address: string) => {
      asked.push(new URL(address).host);
      return Response.json({ contents: [], meta: { next_page_url: "https://evil.example/v1/ContentAndApprovals" } });
    }) as typeof fetch;
    const access = { fetch: lying, apiBase: "https://api.twilio.com", accountSid, authTokens: [authToken], timeoutMs: 500 };
    expect((await readTemplates(access)).kind).toBe("unavailable");
    expect(asked).toEqual(["content.twilio.com"]);
  });

  it("has a host of its own, but for another base", () => {
    expect(contentBase("https://api.twilio.com")).toBe("https://content.twilio.com");
    expect(contentBase("http://127.0.0.1:9")).toBe("http://127.0.0.1:9");
  });
});
