import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { sendMail } from "../../workers/accounts/sendMail.ts";
import { leaseJob } from "../../workers/platform/jobs.ts";
import type { Mail } from "../../workers/platform/mail.ts";
import { Client, problemKey } from "../api/client.ts";
import { createTestApp, freshEmail, password, publicUrl, signedUp, type TestApp } from "../api/testApp.ts";

const { DB } = env as unknown as { DB: D1Database };
const day = 24 * 60 * 60 * 1_000;

const rows = async <T = Record<string, unknown>>(query: string, ...values: unknown[]): Promise<T[]> =>
  (
    await DB.prepare(query)
      .bind(...values)
      .all<T>()
  ).results;

/** Runs the mail job that was hinted at last, and says what was mailed. */
const lastMail = async ({ deps, hints }: TestApp): Promise<Mail & { token: string; key: string }> => {
  const hint = hints.at(-1);
  if (!hint) throw new Error("Nothing was mailed");
  const job = await leaseJob(deps.tenantDb(hint.tenantId), hint.jobId, deps.chance.now());
  if (!job) throw new Error("The mail's job is not there");
  const sent: (Mail & { key: string })[] = [];
  const mailer = { send: async (mail: Mail, key: string) => (sent.push({ ...mail, key }), { kind: "sent" as const, id: "1" }) };
  expect(await sendMail({ mailer, secrets: deps.secrets, publicUrl }, job)).toEqual({ kind: "done" });
  const [mail] = sent;
  if (!mail) throw new Error("The mailer was not called");
  return { ...mail, token: /token=([\w-]+)/.exec(mail.text)?.[1] ?? "" };
};

const signIn = (client: Client, email: string, given = password, headers: Record<string, string> = {}) =>
  client.send("POST", "/api/auth/sign-in", { json: { email, password: given }, headers });

describe("signing up", () => {
  it("creates a tenant and signs its owner in", async () => {
    const { app } = createTestApp(DB);
    const { client, email, session } = await signedUp(app, { businessName: "  Studio Blu ", language: "en" });
    expect(session).toMatchObject({
      user: { email, emailVerified: false, isPlatformAdmin: false },
      tenant: { name: "Studio Blu", language: "en", timeZone: "Europe/Rome" },
      role: "owner",
    });
    expect(session).toHaveProperty("id", session.tenant.id);
    const { id: _id, ...shown } = session as typeof session & { id: string };
    expect(await client.json("GET", "/api/auth/session")).toEqual(shown);
  });

  it("calls the owner by the name that was given, or else by the e-mail's, until they change it", async () => {
    const { app } = createTestApp(DB);
    const nameless = await signedUp(app, { email: "carla@example.com" });
    expect(nameless.session.user.name).toBe("carla");
    const { client, session } = await signedUp(app, { name: " Anna Riva " });
    expect(session.user.name).toBe("Anna Riva");
    const renamed = await client.json("PATCH", "/api/auth/session", { json: { name: "Anna Riva Conti" } });
    expect(renamed).toMatchObject({ user: { name: "Anna Riva Conti" } });
    expect(await client.json("GET", "/api/auth/session")).toEqual(renamed);
    expect(await nameless.client.json("GET", "/api/auth/session")).toMatchObject({ user: { name: "carla" } });
    for (const name of ["  ", "x".repeat(81)])
      expect(await problemKey(await client.send("PATCH", "/api/auth/session", { json: { name } }))).toBe("invalid_input");
  });

  it("sets a cookie that only this host's pages carry and no script reads", async () => {
    const { app } = createTestApp(DB);
    const response = await new Client(app).send("POST", "/api/auth/sign-up", {
      json: { email: freshEmail(), password, businessName: "A" },
    });
    const [cookie = ""] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-filo=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; Secure; SameSite=Lax$/);
  });

  it("stores neither the password, nor the session's token, nor the mailed one", async () => {
    const test = createTestApp(DB);
    const { client, session } = await signedUp(test.app);
    const { token } = await lastMail(test);
    const stored = JSON.stringify(
      await Promise.all(
        ["users", "console_sessions", "mail_tokens", "jobs", "audit_entries"].map((table) => rows(`SELECT * FROM ${table}`)),
      ),
    );
    expect(stored).toContain(session.user.id);
    for (const secret of [password, token, client.cookies.get("__Host-filo") ?? ""]) expect(stored).not.toContain(secret);
  });

  it("refuses an e-mail that is taken, whatever its case, and creates nothing", async () => {
    const { app } = createTestApp(DB);
    const { email } = await signedUp(app);
    const before = await rows("SELECT count(*) AS n FROM tenants");
    const again = await new Client(app).send("POST", "/api/auth/sign-up", {
      json: { email: email.toUpperCase(), password, businessName: "B" },
    });
    expect(await problemKey(again)).toBe("email_taken");
    expect(await rows("SELECT count(*) AS n FROM tenants")).toEqual(before);
  });

  it("gives an e-mail to one of two that ask at the same moment", async () => {
    const { app } = createTestApp(DB);
    const json = { email: freshEmail(), password, businessName: "Twice" };
    const responses = await Promise.all([1, 2].map(() => new Client(app).send("POST", "/api/auth/sign-up", { json })));
    expect(responses.map((response) => response.status).toSorted()).toEqual([201, 409]);
    expect(await rows("SELECT id FROM users WHERE email = ?", json.email)).toHaveLength(1);
  });

  it("may be closed, but not to the administrators, who count as such once their e-mail is confirmed", async () => {
    const test = createTestApp(DB, { overrides: { signUps: "closed", platformAdmins: ["boss@filo.test"] } });
    const refused = await new Client(test.app).send("POST", "/api/auth/sign-up", {
      json: { email: freshEmail(), password, businessName: "C" },
    });
    expect(await problemKey(refused)).toBe("sign_ups_closed");
    const { client, session } = await signedUp(test.app, { email: "boss@filo.test" });
    expect(session.user.isPlatformAdmin).toBe(false);
    await client.send("POST", "/api/auth/verify-email", { json: { token: (await lastMail(test)).token } });
    expect(await client.json("GET", "/api/auth/session")).toMatchObject({ user: { emailVerified: true, isPlatformAdmin: true } });
  });

  it("writes down who created the tenant", async () => {
    const { app } = createTestApp(DB);
    const { session } = await signedUp(app);
    expect(await rows("SELECT actor, action, subject FROM audit_entries WHERE tenant_id = ?", session.tenant.id)).toEqual([
      { actor: session.user.id, action: "tenant.create", subject: session.tenant.id },
    ]);
  });

  it.each([
    ["an e-mail that is none", { email: "nobody" }],
    ["a short password", { password: "short" }],
    ["an endless password", { password: "x".repeat(201) }],
    ["a business without a name", { businessName: "  " }],
    ["a person without one", { name: "  " }],
  ])("refuses %s", async (_, wrong) => {
    const { app } = createTestApp(DB);
    const json = { email: freshEmail(), password, businessName: "D", ...wrong };
    expect(await problemKey(await new Client(app).send("POST", "/api/auth/sign-up", { json }))).toBe("invalid_input");
  });
});

describe("signing in and out", () => {
  it("opens a session of its own, and ends only that", async () => {
    const { app } = createTestApp(DB);
    const { client, email } = await signedUp(app);
    const second = new Client(app);
    expect((await signIn(second, `  ${email.toUpperCase()} `)).status).toBe(200);
    expect((await second.send("POST", "/api/auth/sign-out")).status).toBe(204);
    expect(second.cookies.size).toBe(0);
    expect(await problemKey(await second.send("GET", "/api/auth/session"))).toBe("not_signed_in");
    expect((await client.send("GET", "/api/auth/session")).status).toBe(200);
  });

  it("leaves nothing a kept cookie could do after signing out", async () => {
    const { app } = createTestApp(DB);
    const { client } = await signedUp(app);
    const kept = new Map(client.cookies);
    await client.send("POST", "/api/auth/sign-out");
    for (const [name, value] of kept) client.cookies.set(name, value);
    expect(await problemKey(await client.send("GET", "/api/auth/session"))).toBe("not_signed_in");
  });

  it("signs out quietly when nobody is signed in", async () => {
    expect((await new Client(createTestApp(DB).app).send("POST", "/api/auth/sign-out")).status).toBe(204);
  });

  it("tells a wrong password and an unknown e-mail apart in nothing", async () => {
    const { app } = createTestApp(DB);
    const { email } = await signedUp(app);
    const [wrong, unknown] = [
      await signIn(new Client(app), email, "not the password"),
      await signIn(new Client(app), freshEmail()),
    ];
    expect(await wrong.text()).toBe(await unknown.text());
    expect([wrong.status, wrong.headers.getSetCookie()]).toEqual([401, []]);
  });

  it("stops guessing at one e-mail, from however many addresses, until the window has passed", async () => {
    const { app, pass } = createTestApp(DB);
    const { email } = await signedUp(app);
    for (let n = 0; n < 10; n++)
      expect((await signIn(new Client(app), email, "guess", { "cf-connecting-ip": `198.51.100.${n}` })).status).toBe(401);
    const stopped = await signIn(new Client(app), email, password, { "cf-connecting-ip": "198.51.100.99" });
    expect(Number(stopped.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await problemKey(stopped)).toBe("too_many_requests");
    pass(15 * 60_000);
    expect((await signIn(new Client(app), email)).status).toBe(200);
  });

  it("never stops someone who gives the right password", async () => {
    const { app } = createTestApp(DB);
    const { email } = await signedUp(app);
    for (let n = 0; n < 12; n++) expect((await signIn(new Client(app), email)).status).toBe(200);
  });
});

describe("sessions", () => {
  it("end thirty days after their last use, and each use, once a day, prolongs them", async () => {
    const { app, pass } = createTestApp(DB);
    const { client } = await signedUp(app);
    expect((await client.send("GET", "/api/auth/session")).headers.getSetCookie()).toEqual([]);
    pass(20 * day);
    expect((await client.send("GET", "/api/auth/session")).headers.getSetCookie()).toHaveLength(1);
    expect((await client.send("GET", "/api/auth/session")).headers.getSetCookie()).toEqual([]);
    pass(20 * day);
    expect((await client.send("GET", "/api/auth/session")).status).toBe(200);
    pass(31 * day);
    expect(await problemKey(await client.send("GET", "/api/auth/session"))).toBe("not_signed_in");
  });

  it("end with the membership they were opened for", async () => {
    const { app } = createTestApp(DB);
    const { client, session } = await signedUp(app);
    await DB.prepare("DELETE FROM memberships WHERE user_id = ?").bind(session.user.id).run();
    expect(await problemKey(await client.send("GET", "/api/auth/session"))).toBe("not_signed_in");
  });

  it.each(["", "x", "a".repeat(43), "%00", "'; DROP TABLE users; --"])("are not opened by a made-up token: %j", async (token) => {
    const client = new Client(createTestApp(DB).app);
    client.cookies.set("__Host-filo", token);
    expect(await problemKey(await client.send("GET", "/api/auth/session"))).toBe("not_signed_in");
  });

  it("are not opened by another realm's cookie", async () => {
    const { app } = createTestApp(DB);
    const { client } = await signedUp(app);
    const other = new Client(app);
    other.cookies.set("__Host-filo-customer", client.cookies.get("__Host-filo") ?? "");
    expect(await problemKey(await other.send("GET", "/api/auth/session"))).toBe("not_signed_in");
  });

  it("do nothing for pages of other sites", async () => {
    const { app } = createTestApp(DB);
    const { client } = await signedUp(app);
    const request = { json: { name: "Taken over" }, headers: { origin: "https://evil.test" } };
    expect(await problemKey(await client.send("PATCH", "/api/settings", request))).toBe("foreign_origin");
    expect(await client.json("GET", "/api/settings")).toMatchObject({ name: "Palestra Aurora" });
  });
});

describe("mailed links", () => {
  it("confirm an e-mail, once", async () => {
    const test = createTestApp(DB);
    const { client, email } = await signedUp(test.app);
    const mail = await lastMail(test);
    expect(mail).toMatchObject({ to: email, subject: "Conferma il tuo indirizzo e-mail", key: test.hints.at(-1)?.jobId });
    expect(mail.text).toContain("https://filo.test/console/verify?token=");
    const verify = () => client.send("POST", "/api/auth/verify-email", { json: { token: mail.token } });
    expect((await verify()).status).toBe(204);
    expect(await client.json("GET", "/api/auth/session")).toMatchObject({ user: { emailVerified: true } });
    expect(await problemKey(await verify())).toBe("code_invalid");
  });

  it("confirm nothing for whoever isn't signed in as the user they were mailed for, and stay unused", async () => {
    const boss = { email: freshEmail() };
    const test = createTestApp(DB, { overrides: { platformAdmins: [boss.email] } });
    const stranger = await signedUp(test.app, boss);
    const { token } = await lastMail(test);
    const another = await signedUp(test.app);
    const verify = (client: Client) => client.send("POST", "/api/auth/verify-email", { json: { token } });
    for (const client of [new Client(test.app), another.client])
      expect(await problemKey(await verify(client))).toBe("not_signed_in");
    for (const { client } of [stranger, another])
      expect(await client.json("GET", "/api/auth/session")).toMatchObject({
        user: { emailVerified: false, isPlatformAdmin: false },
      });
    expect((await verify(stranger.client)).status).toBe(204);
  });

  it("give an address that a stranger signed up with to whoever reads its mail, and nothing to the stranger", async () => {
    const boss = { email: freshEmail() };
    const test = createTestApp(DB, { overrides: { platformAdmins: [boss.email] } });
    const stranger = await signedUp(test.app, boss);
    const owner = new Client(test.app);
    await owner.send("POST", "/api/auth/forgot-password", { json: boss });
    await owner.settled();
    const { token } = await lastMail(test);
    const reset = { json: { token, password: "a brand new one" } };
    expect((await owner.send("POST", "/api/auth/reset-password", reset)).status).toBe(204);
    expect(await problemKey(await stranger.client.send("GET", "/api/auth/session"))).toBe("not_signed_in");
    expect(await problemKey(await signIn(stranger.client, boss.email))).toBe("wrong_credentials");
    expect((await signIn(owner, boss.email, "a brand new one")).status).toBe(200);
    expect(await owner.json("GET", "/api/auth/session")).toMatchObject({ user: { isPlatformAdmin: true } });
  });

  it("expire, and are good for their own purpose only", async () => {
    const test = createTestApp(DB);
    const { client, email } = await signedUp(test.app);
    const { token } = await lastMail(test);
    const misuse = await client.send("POST", "/api/auth/reset-password", { json: { token, password: "another password" } });
    expect(await problemKey(misuse)).toBe("code_invalid");
    test.pass(8 * day);
    expect(await problemKey(await client.send("POST", "/api/auth/verify-email", { json: { token } }))).toBe("code_expired");
    const made = await client.send("POST", "/api/auth/verify-email", { json: { token: "x".repeat(43) } });
    expect(await problemKey(made)).toBe("code_invalid");
    expect((await signIn(new Client(test.app), email)).status).toBe(200);
  });

  it("set a new password, end every session and every other link", async () => {
    const test = createTestApp(DB);
    const { client, email } = await signedUp(test.app);
    const ask = () => client.send("POST", "/api/auth/forgot-password", { json: { email } });
    expect((await ask()).status).toBe(202);
    await client.settled();
    const first = await lastMail(test);
    await ask();
    await client.settled();
    const second = await lastMail(test);
    expect(second.text).toContain("https://filo.test/console/reset?token=");
    const reset = (token: string) =>
      new Client(test.app).send("POST", "/api/auth/reset-password", { json: { token, password: "a brand new one" } });
    expect((await reset(second.token)).status).toBe(204);
    expect(await problemKey(await client.send("GET", "/api/auth/session"))).toBe("not_signed_in");
    expect(await problemKey(await reset(second.token))).toBe("code_invalid");
    expect(await problemKey(await reset(first.token))).toBe("code_invalid");
    expect(await problemKey(await signIn(new Client(test.app), email))).toBe("wrong_credentials");
    const again = new Client(test.app);
    expect((await signIn(again, email, "a brand new one")).status).toBe(200);
    expect(await again.json("GET", "/api/auth/session")).toMatchObject({ user: { emailVerified: true } });
  });

  it("work for one of two that use them at the same moment", async () => {
    const test = createTestApp(DB);
    const { client, email } = await signedUp(test.app);
    await client.send("POST", "/api/auth/forgot-password", { json: { email } });
    await client.settled();
    const { token } = await lastMail(test);
    const responses = await Promise.all(
      ["first of the two", "second of the two"].map((next) =>
        new Client(test.app).send("POST", "/api/auth/reset-password", { json: { token, password: next } }),
      ),
    );
    expect(responses.map((response) => response.status).toSorted()).toEqual([204, 409]);
  });

  it("are asked for with the same answer whether the e-mail is known or not, and mailed only if it is", async () => {
    const test = createTestApp(DB);
    const { client, email } = await signedUp(test.app);
    const hinted = test.hints.length;
    const unknown = await client.send("POST", "/api/auth/forgot-password", { json: { email: freshEmail() } });
    await client.settled();
    expect(test.hints).toHaveLength(hinted);
    const known = await client.send("POST", "/api/auth/forgot-password", { json: { email } });
    expect([unknown.status, await unknown.text()]).toEqual([known.status, await known.text()]);
    await client.settled();
    expect(test.hints).toHaveLength(hinted + 1);
  });

  it("are not mailed without end", async () => {
    const test = createTestApp(DB);
    const { client, email } = await signedUp(test.app);
    for (let n = 0; n < 5; n++) await client.send("POST", "/api/auth/forgot-password", { json: { email } });
    await client.settled();
    expect(await problemKey(await client.send("POST", "/api/auth/forgot-password", { json: { email } }))).toBe(
      "too_many_requests",
    );
  });
});
