import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { PublicInfo } from "../../schema/contract/publicChat.ts";
import { sendMail } from "../../workers/accounts/sendMail.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import type { Mail } from "../../workers/platform/mail.ts";
import { parseMasterKeys } from "../../workers/platform/masterKeys.ts";
import { createSecrets } from "../../workers/platform/secrets.ts";
import { problemKey, type Client } from "../api/client.ts";
import { freshEmail } from "../api/testApp.ts";
import { browser, business, DB, onlyConversation, pagePath, say, threadOnPage, type Business } from "./filo.ts";

const { SECRETS_KEY } = env as unknown as { SECRETS_KEY: string };
const password = "correct horse battery";
const customerCookie = "__Host-filo-customer";

const signUp = (client: Client, agent: Business["agent"], email: string, name = "Giulia Conti") =>
  client.send("POST", pagePath(agent, "sign-up"), { json: { name, email, password } });

const signIn = (client: Client, agent: Business["agent"], email: string, given = password) =>
  client.send("POST", pagePath(agent, "sign-in"), { json: { email, password: given } });

const infoOf = (client: Client, agent: Business["agent"]) => client.json<PublicInfo>("GET", pagePath(agent, "info"));

/** The token that was mailed to confirm an address of this tenant's. */
const mailedToken = async (tenantId: string): Promise<string> => {
  const query = DB.prepare(
    "SELECT id, payload FROM jobs WHERE tenant_id = ? AND kind = 'send_mail' ORDER BY id DESC LIMIT 1",
  ).bind(tenantId);
  const row = (await query.first<{ id: string; payload: string }>())!;
  const mails: Mail[] = [];
  const mailer = { send: async (mail: Mail) => (mails.push(mail), { kind: "sent" as const, id: "1" }) };
  const secrets = createSecrets(parseMasterKeys(SECRETS_KEY), systemChance.bytes);
  const job = {
    tenantId,
    jobId: row.id,
    kind: "send_mail" as const,
    payload: JSON.parse(row.payload) as Record<string, unknown>,
    attempt: 1,
  };
  await sendMail({ mailer, secrets, publicUrl: "https://filo.test" }, job);
  return /token=([\w-]+)/.exec(mails[0]!.text)![1]!;
};

describe("a customer's account", () => {
  it("is opened on the page, in the contact of whoever writes there", async () => {
    const { agent, tenantId } = await business();
    const visitor = browser();
    await say(visitor, agent, "Ciao");
    const email = freshEmail();
    const response = await signUp(visitor, agent, email);
    expect(response.status).toBe(201);
    const [cookie = ""] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-filo-customer=[\w-]{43}; Path=\/; Max-Age=7776000; HttpOnly; Secure; SameSite=Lax$/);
    const preferences = { writingStyle: null, answerLength: null };
    const customer = { name: "Giulia Conti", email, emailVerified: false, level: 1, preferences };
    expect(await response.json()).toMatchObject({ slug: agent.slug, customer });
    expect((await infoOf(visitor, agent)).customer).toEqual(customer);
    expect(await threadOnPage(visitor, agent)).toHaveLength(2);
    await onlyConversation(tenantId);
  });

  it("brings the thread to another browser, takes along what was written there, and ends with it", async () => {
    const { agent } = await business();
    const [phone, laptop] = [browser(), browser()];
    await say(phone, agent, "Dal telefono");
    const email = freshEmail();
    await signUp(phone, agent, email);
    await say(laptop, agent, "Dal portatile");
    const signedIn = await signIn(laptop, agent, email);
    expect(signedIn.status).toBe(200);
    expect(await signedIn.json()).toMatchObject({ customer: { email } });
    const texts = async (client: Client) =>
      (await threadOnPage(client, agent)).filter(({ sender }) => sender === "client").map(({ text }) => text);
    expect(await texts(laptop)).toEqual(["Dal telefono", "Dal portatile"]);
    expect(await texts(phone)).toEqual(["Dal telefono", "Dal portatile"]);
    expect((await laptop.send("POST", pagePath(agent, "sign-out"))).status).toBe(204);
    expect(laptop.cookies.has(customerCookie)).toBe(false);
    expect(await texts(laptop)).toEqual([]);
    expect((await infoOf(laptop, agent)).customer).toBeNull();
    expect(await texts(phone)).toHaveLength(2);
  });

  it("has its level once the address is confirmed, in the customer's own browser only", async () => {
    const { agent, tenantId, console } = await business({ levels: [1, 2, 3] });
    const email = freshEmail();
    const paid = await console.json<{ id: string }>("POST", "/api/contacts", { json: { displayName: "Giulia", email } });
    await console.json("PUT", `/api/contacts/${paid.id}/subscription`, { json: { level: 3, status: "active" } });
    const customer = browser();
    await say(customer, agent, "Ciao");
    await signUp(customer, agent, email);
    expect(await infoOf(customer, agent)).toMatchObject({ remainingMessages: 14, customer: { level: 1, emailVerified: false } });
    const json = { token: await mailedToken(tenantId) };
    expect(await problemKey(await browser().send("POST", pagePath(agent, "verify-email"), { json }))).toBe("not_signed_in");
    const verified = await customer.json<PublicInfo>("POST", pagePath(agent, "verify-email"), { json });
    expect(verified).toMatchObject({ remainingMessages: null, customer: { level: 3, emailVerified: true } });
    expect(await infoOf(customer, agent)).toEqual(verified);
    expect((await say(customer, agent, "Ora sono Gold")).remainingMessages).toBeNull();
    expect((await threadOnPage(customer, agent)).map(({ text }) => text)[0]).toBe("Ciao");
  });

  it("is not opened by a wrong password, another tenant's page or a console session", async () => {
    const [one, other] = [await business(), await business()];
    const email = freshEmail();
    const customer = browser();
    await signUp(customer, one.agent, email);
    expect(await problemKey(await signIn(browser(), one.agent, email, "wrong password"))).toBe("wrong_credentials");
    expect(await problemKey(await signIn(browser(), other.agent, email))).toBe("wrong_credentials");
    expect((await infoOf(customer, other.agent)).customer).toBeNull();
    expect((await infoOf(one.console, one.agent)).customer).toBeNull();
    expect(await problemKey(await customer.send("GET", "/api/contacts"))).toBe("not_signed_in");
  });

  it("is guarded against guessing", async () => {
    const { agent } = await business();
    const email = freshEmail();
    const tries = [];
    for (let n = 0; n < 11; n++) tries.push(await problemKey(await signIn(browser(), agent, email, `guess ${n}`)));
    expect(tries.at(-1)).toBe("too_many_requests");
  }, 30_000);
});
