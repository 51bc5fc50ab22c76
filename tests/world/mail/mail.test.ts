import { afterEach, beforeEach, expect, test } from "vitest";
import { DEFAULT_MAIL_KEY } from "../contract.ts";
import { startWorld } from "../server.ts";
import type { World } from "../world.ts";

const MAIL = {
  from: "Filo <ciao@filo.test>",
  to: "marta@example.com",
  subject: "Conferma",
  text: "https://filo.test/verify?t=1",
};

let world: World;
beforeEach(async () => {
  world = await startWorld({ seed: 2 });
});
afterEach(() => world.close());

async function post(body: unknown, headers: Record<string, string> = {}, key: string | null = DEFAULT_MAIL_KEY) {
  const response = await fetch(`${world.mailBase}/emails`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as { id?: string; name?: string }, headers: response.headers };
}

test("a mail is kept and can be read back", async () => {
  const { status, body } = await post(MAIL);
  expect(status).toBe(200);
  expect(await world.mails("marta@example.com")).toMatchObject([{ id: body.id, subject: "Conferma", to: ["marta@example.com"] }]);
  expect(await world.mails("luca@example.com")).toEqual([]);
});

test("refusals have the documented status and name", async () => {
  expect(await post(MAIL, {}, null)).toMatchObject({ status: 401, body: { name: "missing_api_key" } });
  expect(await post(MAIL, {}, "re_wrong")).toMatchObject({ status: 403, body: { name: "invalid_api_key" } });
  expect(await post({ ...MAIL, subject: "" })).toMatchObject({ status: 422, body: { name: "missing_required_field" } });
  expect(await post({ ...MAIL, text: undefined })).toMatchObject({ status: 422, body: { name: "missing_required_field" } });
  expect(await post({ ...MAIL, from: "filo" })).toMatchObject({ status: 422, body: { name: "invalid_from_address" } });
  expect(await post({ ...MAIL, to: ["x"] })).toMatchObject({ status: 422, body: { name: "validation_error" } });
  expect(world.mail.sent).toHaveLength(0);
});

test("an idempotency key sends once for 24 hours, and refuses another payload", async () => {
  const key = { "idempotency-key": "verify/usr_1" };
  const first = await post(MAIL, key);
  expect((await post(MAIL, key)).body.id).toBe(first.body.id);
  expect(await post({ ...MAIL, subject: "Altro" }, key)).toMatchObject({
    status: 409,
    body: { name: "invalid_idempotent_request" },
  });
  expect(world.mail.sent).toHaveLength(1);
  await world.advanceClock(24 * 3600_000);
  expect((await post(MAIL, key)).body.id).not.toBe(first.body.id);
});

test("429 with Retry-After by switch, and a mail accepted without an answer", async () => {
  await world.fail({ provider: "mail", kind: "http429", retryAfterSeconds: 2 });
  const limited = await post(MAIL);
  expect([limited.status, limited.body.name, limited.headers.get("retry-after")]).toEqual([429, "rate_limit_exceeded", "2"]);
  await world.fail({ provider: "mail", kind: "resetAfterAccept" });
  await expect(post(MAIL)).rejects.toThrow("fetch failed");
  expect(world.mail.sent).toHaveLength(1);
});
