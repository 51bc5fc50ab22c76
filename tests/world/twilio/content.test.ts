import twilio from "twilio";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Account } from "../contract.ts";
import { demoTemplates } from "../demoTemplates.ts";
import { startWorld } from "../server.ts";
import type { World } from "../world.ts";

const NUMBER = "+14155550123";
const MARTA = "+447700900001";

let world: World;
let account: Account;

beforeEach(async () => {
  world = await startWorld({ seed: 31, statusStepMs: 1 });
  account = await world.putAccount({});
  await world.putNumber({ number: NUMBER, accountSid: account.accountSid });
  for (const template of demoTemplates(account.accountSid)) await world.templates.put(template);
});
afterEach(() => world.close());

function sdk() {
  const client = twilio(account.accountSid, account.authToken);
  client.api.baseUrl = world.twilioBase;
  client.content.baseUrl = world.contentBase;
  return client;
}
const send = (contentSid: string, values?: object | string) =>
  sdk().messages.create({
    from: `whatsapp:${NUMBER}`,
    to: `whatsapp:${MARTA}`,
    contentSid,
    ...(values === undefined ? {} : { contentVariables: typeof values === "string" ? values : JSON.stringify(values) }),
  });
const find = (name: string) => world.core.state.templates.find((one) => one.friendlyName === name)!;
const ended = async (sid: string) => {
  const message = () => world.twilio.sent.find((one) => one.sid === sid)!;
  await expect.poll(() => message().status).toMatch(/read|failed|undelivered/);
  return message();
};

test("the list with approvals, through the SDK and page by page", async () => {
  const all = await sdk().content.v1.contentAndApprovals.list();
  expect(all.map((one) => [one.friendlyName, one.language, one.approvalRequests])).toEqual([
    ["promemoria_appuntamento", "it", expect.objectContaining({ status: "approved" })],
    ["appointment_reminder", "en", expect.objectContaining({ status: "approved" })],
    ["riprendiamo_il_filo", "it", expect.objectContaining({ status: "approved" })],
    ["offerta_del_mese", "it", expect.objectContaining({ status: "pending" })],
  ]);
  const headers = { authorization: `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString("base64")}` };
  const names: string[] = [];
  let next: string | null = `${world.contentBase}/v1/Content?PageSize=3`;
  while (next !== null) {
    const page = (await (await fetch(next, { headers })).json()) as {
      meta: { next_page_url: string | null };
      contents: { friendly_name: string }[];
    };
    names.push(...page.contents.map((one) => one.friendly_name));
    next = page.meta.next_page_url;
  }
  expect(names).toHaveLength(4);
  expect((await fetch(`${world.contentBase}/v1/Content`)).status).toBe(401);
  const other = await world.putAccount({});
  await world.templates.put({ accountSid: other.accountSid, friendlyName: "di altri" });
  expect(await sdk().content.v1.contents.list()).toHaveLength(4);
});

test("one template, its approval, and why it was rejected", async () => {
  const { sid } = find("offerta_del_mese");
  expect((await sdk().content.v1.contents(sid).fetch()).types).toHaveProperty("twilio/call-to-action");
  await world.templates.put({
    sid,
    accountSid: account.accountSid,
    approval: { status: "rejected", rejectionReason: "TAG_CONTENT_MISMATCH" },
  });
  const approval = await sdk().content.v1.contents(sid).approvalFetch().fetch();
  expect(approval.whatsapp).toMatchObject({
    status: "rejected",
    rejection_reason: "TAG_CONTENT_MISMATCH",
    category: "MARKETING",
  });
  await world.templates.remove(sid);
  await expect(sdk().content.v1.contents(sid).fetch()).rejects.toMatchObject({ status: 404 });
});

test("a template outside the window reaches the phone filled in, with its buttons", async () => {
  const sent = await send(find("promemoria_appuntamento").sid, { 1: "Sofia", 3: "19:30" });
  expect(sent.sid).toMatch(/^MM/);
  expect(sent.body).toBe("Ciao Sofia, ti ricordiamo l’appuntamento di lunedì alle 19:30. Ci sei?");
  expect(await ended(sent.sid)).toMatchObject({
    status: "read",
    template: { buttons: [{ title: "Confermo", value: "confirm" }, {}] },
  });
});

test("what is not approved does not pass outside the window, and passes inside as an ordinary message", async () => {
  const { sid } = find("offerta_del_mese");
  const attempt = async (status: "pending" | "rejected" | "paused" | "disabled") => {
    await world.templates.put({ sid, accountSid: account.accountSid, approval: { status } });
    return (await ended((await send(sid)).sid)).errorCode;
  };
  expect([await attempt("pending"), await attempt("rejected"), await attempt("paused"), await attempt("disabled")]).toEqual([
    63016, 63040, 63041, 63042,
  ]);
  await world.phone(MARTA).says("Ciao", { to: NUMBER });
  expect((await ended((await send(sid)).sid)).status).toBe("read");
});

test("variables that Twilio refuses, and templates it does not know", async () => {
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => 0,
      (error: { code: number }) => error.code,
    );
  const { sid } = find("riprendiamo_il_filo");
  expect(await refusal(send("HX1"))).toBe(21655);
  expect(await refusal(send(`HX${"f".repeat(32)}`))).toBe(21655);
  for (const bad of ["{", "[]", '{"1":null}', { 1: "" }, { 1: "a\nb" }, { 1: "a     b" }])
    expect(await refusal(send(sid, bad))).toBe(21656);
  expect(await refusal(send(sid, { 1: "x".repeat(1601) }))).toBe(21658);
  const { from, to } = { from: `whatsapp:${NUMBER}`, to: `whatsapp:${MARTA}` };
  expect(await refusal(sdk().messages.create({ from, to, body: "x", contentVariables: "{}" }))).toBe(21654);
  const bare = await world.templates.put({ accountSid: account.accountSid, types: { "twilio/text": { body: "Ciao {{1}}" } } });
  expect((await ended((await send(bare.sid)).sid)).errorCode).toBe(63028);
  expect((await ended((await send(bare.sid, { 1: "x".repeat(1020) })).sid)).errorCode).toBe(63021);
});

test("the content API fails when told to", async () => {
  await world.fail({ provider: "twilio", kind: "http429", operation: "contents" });
  await expect(sdk().content.v1.contents.list()).rejects.toMatchObject({ status: 429 });
  expect(await sdk().content.v1.contents.list()).toHaveLength(4);
});
