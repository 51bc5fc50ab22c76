import { describe, expect, it } from "vitest";
import type { ProviderAnswer, ProviderCall } from "../../../workers/channels/whatsapp/line.ts";
import { whatsappRoutes } from "../../../workers/channels/whatsapp/routes.ts";
import { problemOf, Refusal } from "../../../workers/platform/refusal.ts";

const accountSid = `AC${"a".repeat(32)}`;
const webhook = "POST /api/whatsapp/webhook";
const callback = "POST /api/whatsapp/status-callback";

/** The routes with lines that all answer the same; shows which line was asked for, and what. */
const doors = (status: ProviderAnswer["status"] = 200) => {
  const asked: { line: string; call: ProviderCall }[] = [];
  const logged: Record<string, string>[] = [];
  const answer = (line: string) => async (call: ProviderCall) => (asked.push({ line, call }), { status });
  const routes = whatsappRoutes({
    publicUrl: "https://filo.test",
    lineFor: (account, number) => ({ receive: answer(`${account} ${number}`), status: answer(`${account} ${number}`) }),
    log: (event) => logged.push(event),
  });
  const knock = async (key: string, body: Record<string, string>, search = "") => {
    const headers = { "x-twilio-signature": "sig" };
    const request = new Request(`http://10.0.0.7:8787/behind/a/proxy${search}`, { method: "POST", headers });
    const query = Object.fromEntries(new URLSearchParams(search));
    const route = routes.find((one) => one.key === key)!;
    return route.handle({ request, body, query } as never);
  };
  return { asked, logged, knock };
};

const form = { AccountSid: accountSid, To: "whatsapp:+14155550123", From: "whatsapp:+447700900001" };

describe("the door for messages", () => {
  it("asks the line of account and number, with the public address Twilio has signed", async () => {
    const { asked, knock } = doors();
    const answer = (await knock(webhook, form, "?shop=2")) as Response;
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/xml"]);
    expect(await answer.text()).toMatch(/<Response\/>$/);
    const url = "https://filo.test/api/whatsapp/webhook?shop=2";
    expect(asked).toEqual([{ line: `${accountSid} +14155550123`, call: { url, signature: "sig", params: form } }]);
  });

  it("knows a number without its channel for the same line", async () => {
    const { asked, knock } = doors();
    await knock(webhook, { ...form, To: "+14155550123" });
    expect(asked[0]?.line).toBe(`${accountSid} +14155550123`);
  });

  it.each([
    [400, "malformed_body"],
    [403, "bad_signature"],
    [404, "not_found"],
    [503, "unavailable"],
  ] as const)("answers %i as a problem", async (status, key) => {
    const { knock, logged } = doors(status);
    const refusal = await knock(webhook, form);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(problemOf(refusal as Refusal)).toMatchObject({ status, type: expect.stringContaining(key) as string });
    expect(logged).toHaveLength(status === 404 ? 1 : 0);
  });

  it.each([
    ["no account", { To: form.To }],
    ["no number", { AccountSid: accountSid }],
    ["a made-up account", { ...form, AccountSid: "../x" }],
    ["a number that is none", { ...form, To: "whatsapp:hello" }],
  ])("wakes no line for %s", async (_name, body) => {
    const { asked, logged, knock } = doors();
    expect(problemOf((await knock(webhook, body as Record<string, string>)) as Refusal).status).toBe(404);
    expect(asked).toEqual([]);
    expect(logged).toHaveLength(1);
  });
});

describe("the door for delivery reports", () => {
  it("asks the line that had sent, which is the sender", async () => {
    const { asked, knock } = doors();
    const body = { AccountSid: accountSid, From: "whatsapp:+14155550123", To: "whatsapp:+447700900001" };
    expect(await knock(callback, body, "?c=cnv_1&m=msg_1&p=0")).toBeUndefined();
    expect(asked[0]).toMatchObject({
      line: `${accountSid} +14155550123`,
      call: {
        url: "https://filo.test/api/whatsapp/status-callback?c=cnv_1&m=msg_1&p=0",
        query: { c: "cnv_1", m: "msg_1", p: "0" },
      },
    });
  });
});
