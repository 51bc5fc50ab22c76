import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { OwnTenant, Session } from "../../schema/contract/auth.ts";
import type { Invitation, InvitationPreview, TeamMember } from "../../schema/contract/team.ts";
import { Client, problemKey } from "../api/client.ts";
import { commonSuite } from "../api/commonSuite.ts";
import { createTestApp, freshEmail, password, signedIn, signedUp, type TestApp } from "../api/testApp.ts";
import { lastMail, rowsOf } from "./mailbox.ts";

const { DB } = env as unknown as { DB: D1Database };
const rows = rowsOf(DB);
const day = 24 * 60 * 60 * 1_000;

interface Drop {
  tenantId: string;
  who: string;
}

const setUp = async () => {
  const drops: Drop[] = [];
  const dropped = (tenantId: string) => async (who: string) => void drops.push({ tenantId, who });
  const liveRoom = (tenantId: string) => ({ drop: dropped(tenantId), renew: dropped(tenantId), forget: dropped(tenantId) });
  const test = createTestApp(DB, { overrides: { liveRoom } });
  const { client: owner, tenantId, userId: ownerId } = await signedIn(test);
  const [{ client: stranger, userId: strangerId }, { client: readonly, userId: readonlyId }] = [
    await signedIn(test),
    await signedIn(test, { tenantId, role: "readonly" }),
  ];
  return { test, app: test.app, drops, owner, ownerId, stranger, strangerId, readonly, readonlyId, tenantId };
};

const invite = (owner: Client, email: string, role = "member") =>
  owner.json<Invitation>("POST", "/api/team/invitations", { json: { email, role } });

const invited = async (test: TestApp, owner: Client, email = freshEmail(), role = "member") => {
  const invitation = await invite(owner, email, role);
  return { invitation, email, token: (await lastMail(test)).token };
};

const accept = (client: Client, json: object) => client.send("POST", "/api/auth/invitation/accept", { json });
const newPerson = { name: "Bea Neri", password };

commonSuite("team", setUp, {
  "GET /api/team": () => ({}),
  "GET /api/team/invitations": () => ({}),
  "POST /api/team/invitations": () => ({ json: { email: freshEmail(), role: "member" } }),
  "POST /api/team/invitations/{id}/resend": async ({ owner }) => ({ params: { id: (await invite(owner, freshEmail())).id } }),
  "DELETE /api/team/invitations/{id}": async ({ owner }) => ({ params: { id: (await invite(owner, freshEmail())).id } }),
  "PATCH /api/team/members/{id}": ({ readonlyId }) => ({ params: { id: readonlyId }, json: { role: "readonly" } }),
  "DELETE /api/team/members/{id}": async ({ test, tenantId }) => ({
    params: { id: (await signedIn(test, { tenantId, role: "member" })).userId },
  }),
  "GET /api/auth/tenants": () => ({}),
  "GET /api/auth/sessions": () => ({}),
  "POST /api/auth/sign-out-everywhere": () => ({ json: { keepThis: true } }),
  "POST /api/auth/tenant": ({ tenantId }) => ({ json: { tenantId } }),
});

describe("the team", () => {
  it("is listed for everybody in it, page by page, and for nobody else", async () => {
    const { owner, readonly, stranger, ownerId, readonlyId, strangerId, test, tenantId } = await setUp();
    test.pass(1_000);
    const { userId: third } = await signedIn(test, { tenantId, role: "member" });
    const first = await readonly.json<{ items: TeamMember[]; nextCursor: string }>("GET", "/api/team?limit=2");
    expect(first.items.map(({ userId }) => userId).toSorted()).toEqual([ownerId, readonlyId].toSorted());
    const rest = await readonly.json<{ items: TeamMember[] }>("GET", `/api/team?limit=2&cursor=${first.nextCursor}`);
    expect(rest).toMatchObject({ items: [{ userId: third, role: "member", name: "Ada" }], nextCursor: null });
    const { items } = await stranger.json<{ items: TeamMember[] }>("GET", "/api/team");
    expect(items.map(({ userId }) => userId)).toEqual([strangerId]);
    expect((await owner.json<{ items: TeamMember[] }>("GET", "/api/team")).items).toHaveLength(3);
  });

  it("says when somebody was last there, to the day", async () => {
    const test = createTestApp(DB);
    const { client } = await signedUp(test.app);
    const seen = async () => (await client.json<{ items: TeamMember[] }>("GET", "/api/team")).items[0]?.lastSeenAt ?? null;
    const first = await seen();
    expect(first).not.toBeNull();
    test.pass(3 * day);
    await client.send("GET", "/api/auth/session");
    expect(Date.parse((await seen()) ?? "") - Date.parse(first ?? "")).toBeGreaterThan(2 * day);
  });
});

describe("an invitation", () => {
  it("makes a new person a member, once, with the address confirmed", async () => {
    const { test, owner, tenantId } = await setUp();
    const { invitation, email, token } = await invited(test, owner);
    const guest = new Client(test.app);
    const preview = await guest.json<InvitationPreview>("POST", "/api/auth/invitation", { json: { token } });
    expect(preview).toEqual({
      businessName: "Palestra Aurora",
      invitedBy: "Ada",
      email,
      role: "member",
      isKnown: false,
    });
    const response = await accept(guest, { token, ...newPerson });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      user: { name: "Bea Neri", email, emailVerified: true },
      tenant: { id: tenantId },
      role: "member",
    });
    expect((await guest.json<Session>("GET", "/api/auth/session")).user.email).toBe(email);
    expect(await owner.json("GET", "/api/team/invitations")).toEqual({ items: [], nextCursor: null });
    expect(await problemKey(await accept(new Client(test.app), { token, ...newPerson }))).toBe("code_invalid");
    const [entry] = await rows(
      "SELECT action, subject FROM audit_entries WHERE tenant_id = ? AND action = 'team.join'",
      tenantId,
    );
    expect(entry).toEqual({ action: "team.join", subject: invitation.id });
  });

  it("is mailed in the tenant's language, and neither stored nor listed with its token", async () => {
    const { test, owner, tenantId } = await setUp();
    const { email } = await invited(test, owner);
    const mail = await lastMail(test, { again: true });
    expect(mail).toMatchObject({ to: email, subject: "Ada ti invita in Palestra Aurora" });
    expect(mail.text).toContain("https://filo.test/console/invitation?token=");
    const stored = JSON.stringify([
      await rows("SELECT * FROM invitations WHERE tenant_id = ?", tenantId),
      await rows("SELECT * FROM jobs WHERE tenant_id = ?", tenantId),
      await rows("SELECT * FROM audit_entries WHERE tenant_id = ?", tenantId),
      await owner.json("GET", "/api/team/invitations"),
    ]);
    expect(stored).toContain(email);
    expect(stored).not.toContain(mail.token);
  });

  it("says no more of a link that was used, taken back or replaced than of one that never was", async () => {
    const { test, owner } = await setUp();
    const used = await invited(test, owner);
    await accept(new Client(test.app), { token: used.token, ...newPerson });
    const revoked = await invited(test, owner);
    await owner.send("DELETE", `/api/team/invitations/${revoked.invitation.id}`);
    const replaced = await invited(test, owner);
    await owner.json("POST", `/api/team/invitations/${replaced.invitation.id}/resend`);
    const bodies = await Promise.all(
      [used.token, revoked.token, replaced.token, "x".repeat(43)].flatMap((token) => [
        new Client(test.app).send("POST", "/api/auth/invitation", { json: { token } }),
        accept(new Client(test.app), { token, ...newPerson }),
      ]),
    );
    const texts = await Promise.all(bodies.map(async (body) => `${body.status} ${await body.text()}`));
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain("code_invalid");
  });

  it("is over after seven days, and good again once it is sent anew", async () => {
    const { test, owner } = await setUp();
    const { invitation, token } = await invited(test, owner);
    test.pass(7 * day + 1);
    expect(await problemKey(await accept(new Client(test.app), { token, ...newPerson }))).toBe("code_expired");
    await owner.json("POST", `/api/team/invitations/${invitation.id}/resend`);
    const renewed = await lastMail(test);
    expect((await accept(new Client(test.app), { token: renewed.token, ...newPerson })).status).toBe(200);
  });

  it("is one for each address, until it has expired", async () => {
    const { test, owner, readonlyId } = await setUp();
    const email = freshEmail();
    await invite(owner, email);
    const again = () => owner.send("POST", "/api/team/invitations", { json: { email: email.toUpperCase(), role: "owner" } });
    expect(await problemKey(await again())).toBe("already_invited");
    test.pass(8 * day);
    expect((await again()).status).toBe(201);
    expect((await owner.json<{ items: Invitation[] }>("GET", "/api/team/invitations")).items).toHaveLength(1);
    const [member] = await rows<{ email: string }>("SELECT email FROM users WHERE id = ?", readonlyId);
    const known = await owner.send("POST", "/api/team/invitations", { json: { email: member?.email, role: "member" } });
    expect(await problemKey(known)).toBe("already_member");
  });

  it("goes to one of two that are sent to an address at the same moment", async () => {
    const { owner } = await setUp();
    const json = { email: freshEmail(), role: "member" };
    const both = await Promise.all([1, 2].map(() => owner.send("POST", "/api/team/invitations", { json })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  it("lets in one of two who open it at the same moment", async () => {
    const { test, owner, tenantId } = await setUp();
    const { email, token } = await invited(test, owner);
    const both = await Promise.all(["Bea", "Bea Due"].map((name) => accept(new Client(test.app), { token, name, password })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await rows("SELECT id FROM users WHERE email = ?", email)).toHaveLength(1);
    expect(await rows("SELECT user_id FROM memberships WHERE tenant_id = ?", tenantId)).toHaveLength(3);
    expect(await rows("SELECT id FROM audit_entries WHERE tenant_id = ? AND action = 'team.join'", tenantId)).toHaveLength(1);
  });

  it("lets nobody in, and makes nobody, when it is taken back while it is accepted", async () => {
    const { test, owner, tenantId } = await setUp();
    const { email, token, invitation } = await invited(test, owner);
    const { invitations } = test.deps;
    const found = invitations.find.bind(invitations);
    invitations.find = async (hash, now) => {
      const row = await found(hash, now);
      await owner.send("DELETE", `/api/team/invitations/${invitation.id}`);
      return row;
    };
    expect(await problemKey(await accept(new Client(test.app), { token, ...newPerson }))).toBe("code_invalid");
    expect(await rows("SELECT id FROM users WHERE email = ?", email)).toEqual([]);
    expect(await rows("SELECT user_id FROM memberships WHERE tenant_id = ?", tenantId)).toHaveLength(2);
  });

  it("says beside the field what a new person has still to choose", async () => {
    const { test, owner } = await setUp();
    const { token } = await invited(test, owner);
    const response = await accept(new Client(test.app), { token, password: "short" });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ path: "name" }, { path: "password", code: "too_small" }] });
  });

  it("wants a known person to show that they are that person, and nobody else", async () => {
    const { test, owner, stranger, tenantId } = await setUp();
    const known = await signedUp(test.app);
    const { token } = await invited(test, owner, known.email, "readonly");
    const preview = await new Client(test.app).json("POST", "/api/auth/invitation", { json: { token } });
    expect(preview).toMatchObject({ isKnown: true });
    expect(await problemKey(await accept(new Client(test.app), { token, name: "Un altro" }))).toBe("not_signed_in");
    expect(await problemKey(await accept(stranger, { token }))).toBe("wrong_account");
    expect(await problemKey(await accept(new Client(test.app), { token, password: "not the password" }))).toBe(
      "wrong_credentials",
    );
    const joined = await accept(known.client, { token });
    expect(await joined.json()).toMatchObject({ tenant: { id: tenantId }, role: "readonly", user: { emailVerified: true } });
    const { items } = await known.client.json<{ items: OwnTenant[] }>("GET", "/api/auth/tenants");
    expect(items).toMatchObject([
      { role: "owner", isCurrent: false },
      { id: tenantId, role: "readonly", isCurrent: true },
    ]);
    expect((await known.client.json<{ items: unknown[] }>("GET", "/api/auth/sessions")).items).toHaveLength(1);
  });

  it("takes a known person's password in place of a session, and never many guesses", async () => {
    const { test, owner, tenantId } = await setUp();
    const known = await signedUp(test.app);
    const { token } = await invited(test, owner, known.email);
    for (let n = 0; n < 10; n++) await accept(new Client(test.app), { token, password: "guess" });
    expect(await problemKey(await accept(new Client(test.app), { token, password }))).toBe("too_many_requests");
    test.pass(15 * 60_000);
    const guest = new Client(test.app);
    expect((await accept(guest, { token, password })).status).toBe(200);
    expect(await guest.json("GET", "/api/auth/session")).toMatchObject({ tenant: { id: tenantId } });
  });

  it("is not mailed to one address without end", async () => {
    const { owner } = await setUp();
    const { id } = await invite(owner, freshEmail());
    for (let n = 0; n < 4; n++) await owner.json("POST", `/api/team/invitations/${id}/resend`);
    expect(await problemKey(await owner.send("POST", `/api/team/invitations/${id}/resend`))).toBe("too_many_requests");
  });
});

describe("roles", () => {
  const patch = (client: Client, userId: string, role: string) =>
    client.send("PATCH", `/api/team/members/${userId}`, { json: { role } });

  it("hold from the next request on, and close the member's consoles so that they are read again", async () => {
    const { owner, readonly, readonlyId, tenantId, drops } = await setUp();
    expect((await patch(owner, readonlyId, "owner")).status).toBe(200);
    expect(drops).toEqual([{ tenantId, who: readonlyId }]);
    expect((await readonly.send("PATCH", "/api/settings", { json: { name: "Mia" } })).status).toBe(200);
  });

  it("leave a team its last owner, in clear words", async () => {
    const { owner, ownerId } = await setUp();
    expect(await problemKey(await patch(owner, ownerId, "member"))).toBe("last_owner");
    expect(await problemKey(await owner.send("DELETE", `/api/team/members/${ownerId}`))).toBe("last_owner");
    expect(await problemKey(await owner.send("POST", "/api/team/leave"))).toBe("last_owner");
    expect(await owner.json("GET", "/api/auth/session")).toMatchObject({ role: "owner" });
  });

  it.each(["demote", "remove"])("keep one owner when two %s each other at the same moment", async (what) => {
    const { test, owner, ownerId, tenantId } = await setUp();
    const second = await signedIn(test, { tenantId, role: "owner" });
    const act = (client: Client, userId: string) =>
      what === "demote" ? patch(client, userId, "member") : client.send("DELETE", `/api/team/members/${userId}`);
    const both = await Promise.all([act(owner, second.userId), act(second.client, ownerId)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await rows("SELECT user_id FROM memberships WHERE tenant_id = ? AND role = 'owner'", tenantId)).toHaveLength(1);
  });

  it("are not for owners of other tenants to change, nor for members", async () => {
    const { test, owner, stranger, ownerId, strangerId, tenantId } = await setUp();
    expect(await problemKey(await patch(stranger, ownerId, "readonly"))).toBe("not_found");
    expect(await problemKey(await patch(owner, strangerId, "readonly"))).toBe("not_found");
    const { client: member } = await signedIn(test, { tenantId, role: "member" });
    for (const [method, path] of [
      ["PATCH", `/api/team/members/${ownerId}`],
      ["DELETE", `/api/team/members/${ownerId}`],
      ["POST", "/api/team/invitations"],
    ] as const) {
      const answer = await member.send(method, path, { json: { role: "member", email: freshEmail() } });
      expect(await problemKey(answer)).toBe("not_allowed");
    }
  });
});

describe("leaving", () => {
  it("ends a removed member's sessions and consoles of this tenant at once, and no other", async () => {
    const { test, owner, readonly, readonlyId, tenantId, drops } = await setUp();
    const elsewhere = await signedIn(test);
    const { deps } = test;
    const now = deps.chance.now();
    await deps
      .tenantDb(elsewhere.tenantId)
      .batch([
        deps.accounts.insertMembership({ tenantId: elsewhere.tenantId, userId: readonlyId, role: "member", createdAt: now }),
        deps.sessions.open({ tokenHash: "e".repeat(64), userId: readonlyId, tenantId: elsewhere.tenantId }, now),
      ]);
    expect((await owner.send("DELETE", `/api/team/members/${readonlyId}`)).status).toBe(204);
    expect(await problemKey(await readonly.send("GET", "/api/auth/session"))).toBe("not_signed_in");
    expect(await rows("SELECT tenant_id FROM console_sessions WHERE user_id = ?", readonlyId)).toEqual([
      { tenant_id: elsewhere.tenantId },
    ]);
    expect(drops).toEqual([{ tenantId, who: readonlyId }]);
    expect(await problemKey(await owner.send("DELETE", `/api/team/members/${readonlyId}`))).toBe("not_found");
  });

  it("is finished by asking again, where the consoles could not be told at first", async () => {
    const drops: Drop[] = [];
    let isAway = true;
    const forget = (tenantId: string) => async (who: string) => {
      if (isAway) throw new Error("The live room can't be reached");
      drops.push({ tenantId, who });
    };
    const liveRoom = (tenantId: string) => ({ drop: async () => {}, renew: async () => {}, forget: forget(tenantId) });
    const test = createTestApp(DB, { overrides: { liveRoom } });
    const { client: owner, tenantId } = await signedIn(test);
    const { userId } = await signedIn(test, { tenantId, role: "member" });
    const remove = () => owner.send("DELETE", `/api/team/members/${userId}`);
    expect((await remove()).status).toBe(500);
    isAway = false;
    await remove();
    expect(drops).toEqual([{ tenantId, who: userId }]);
  });

  it("is anybody's own to do; who has left every team begins anew, by themselves or by an invitation", async () => {
    const { test, owner } = await setUp();
    const { email, token } = await invited(test, owner);
    const guest = new Client(test.app);
    await accept(guest, { token, ...newPerson });
    const left = await guest.send("POST", "/api/team/leave");
    expect([left.status, guest.cookies.size]).toEqual([204, 0]);
    const signIn = (given: string) =>
      new Client(test.app).send("POST", "/api/auth/sign-in", { json: { email, password: given } });
    expect(await problemKey(await signIn(password))).toBe("no_team");
    expect(await problemKey(await signIn("not the password"))).toBe("wrong_credentials");

    const signUp = (given: string) =>
      new Client(test.app).send("POST", "/api/auth/sign-up", { json: { email, password: given, businessName: "Studio" } });
    expect(await problemKey(await signUp("not the password"))).toBe("email_taken");
    const again = await invited(test, owner, email);
    const back = await accept(new Client(test.app), { token: again.token, name: "Bea", password: "another good password" });
    expect(await back.json()).toMatchObject({ user: { name: "Bea", email } });
    expect((await signIn("another good password")).status).toBe(200);
    expect(await problemKey(await signUp("another good password"))).toBe("email_taken");
  });

  it("lets somebody without a team sign up again with their password", async () => {
    const { test, owner } = await setUp();
    const { email, token } = await invited(test, owner);
    const guest = new Client(test.app);
    await accept(guest, { token, ...newPerson });
    await guest.send("POST", "/api/team/leave");
    const { session } = await signedUp(test.app, { email, businessName: "Studio Neri" });
    expect(session).toMatchObject({ tenant: { name: "Studio Neri" }, role: "owner", user: { name: "Bea Neri" } });
    expect(await rows("SELECT id FROM users WHERE email = ?", email)).toHaveLength(1);
  });
});

describe("several tenants", () => {
  it("are gone over to in the same session, which then sees the other alone, and signs in there next time", async () => {
    const { test, owner, tenantId, drops } = await setUp();
    const known = await signedUp(test.app);
    const home = known.session.tenant.id;
    const { token } = await invited(test, owner, known.email);
    await accept(known.client, { token });
    test.pass(60_000);
    const moved = await known.client.json<Session>("POST", "/api/auth/tenant", { json: { tenantId: home } });
    expect(moved).toMatchObject({ tenant: { id: home }, role: "owner" });
    expect(await known.client.json("GET", "/api/auth/session")).toEqual(moved);
    expect(drops.at(-1)?.tenantId).toBe(tenantId);
    const again = await new Client(test.app).json("POST", "/api/auth/sign-in", { json: { email: known.email, password } });
    expect(again).toMatchObject({ tenant: { id: home } });
  });

  it("are closed to who doesn't belong there", async () => {
    const { owner, stranger, tenantId } = await setUp();
    expect(await problemKey(await stranger.send("POST", "/api/auth/tenant", { json: { tenantId } }))).toBe("not_found");
    const none = `ten_${"0".repeat(26)}`;
    expect(await problemKey(await owner.send("POST", "/api/auth/tenant", { json: { tenantId: none } }))).toBe("not_found");
    expect(await stranger.json("GET", "/api/auth/session")).not.toMatchObject({ tenant: { id: tenantId } });
  });
});
