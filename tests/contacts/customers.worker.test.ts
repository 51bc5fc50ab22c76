import { describe, expect, test } from "vitest";
import type { ConfirmationOrder, CustomerDeps } from "../../workers/contacts/customerDeps.ts";
import { findCustomer } from "../../workers/contacts/customerSession.ts";
import { customerSignIn } from "../../workers/contacts/customerSignIn.ts";
import { customerSignOut } from "../../workers/contacts/customerSignOut.ts";
import { customerSignUp, type SignedIn } from "../../workers/contacts/customerSignUp.ts";
import { getContact } from "../../workers/contacts/getContact.ts";
import { patchContact } from "../../workers/contacts/patchContact.ts";
import { readPerson } from "../../workers/contacts/readPerson.ts";
import { setSubscription } from "../../workers/contacts/setSubscription.ts";
import { verifyCustomerEmail } from "../../workers/contacts/verifyCustomerEmail.ts";
import { prepareJob } from "../../workers/platform/jobs.ts";
import { MailTokens } from "../../workers/platform/mailTokens.ts";
import { RateLimits } from "../../workers/platform/rateLimits.ts";
import { sha256Hex } from "../../workers/platform/tokens.ts";
import { addConversation, d1, enter, granted, keyOf, openDesk, visits, writesFrom } from "./desk.ts";

const email = "anna@example.test";
const password = "un cavallo a dondolo";

/** A public page, the browsers that look at it, and the mails that were asked for. */
const openPage = async () => {
  const desk = await openDesk();
  const mails: (ConfirmationOrder & { token: string })[] = [];
  const hinted: string[] = [];
  const deps: CustomerDeps = {
    ...desk.deps,
    mailTokens: new MailTokens(d1),
    rateLimits: new RateLimits(d1),
    hints: { send: async (hints) => void hinted.push(...hints.map(({ jobId }) => jobId)) },
    orderConfirmation: async (db, order, token) => {
      mails.push({ ...order, token });
      return prepareJob(db, desk.chance, { kind: "send_mail", uniqueKey: `mail:${token}`, payload: { ...order } });
    },
  };
  const { db } = desk;
  const page = { slug: "coach", businessName: "Studio", language: "it" as const };
  const hashOf = (browser: string) => `${desk.tenantId}:${browser}`;
  const whoIs = async (browser: string, session: SignedIn | null) =>
    findCustomer(
      db,
      { sessionHash: session && (await sha256Hex(session.session.token)), visitorHash: hashOf(browser) },
      desk.chance.now(),
    );
  return {
    ...desk,
    deps,
    mails,
    hinted,
    whoIs,
    hashOf,
    visit: (browser: string) => visits(desk, hashOf(browser)),
    signUp: async (browser: string, form: Partial<{ name: string; email: string; password: string }> = {}) =>
      customerSignUp(
        deps,
        db,
        { name: "Anna Bianchi", email, password, ...form },
        {
          ...page,
          contactId: (await whoIs(browser, null))?.contactId ?? null,
          visitorHash: hashOf(browser),
          addressHash: hashOf(browser),
        },
      ),
    signIn: (browser: string, form: Partial<{ email: string; password: string }> = {}) =>
      customerSignIn(deps, db, { email, password, ...form }, { visitorHash: hashOf(browser), addressHash: hashOf(browser) }),
    verify: (callerId: string | null, token = mails.at(-1)?.token ?? "") => verifyCustomerEmail(deps, db, { token, callerId }),
  };
};
type Page = Awaited<ReturnType<typeof openPage>>;
const personOf = async ({ db }: Page, { contactId }: { contactId: string }) => {
  const person = await readPerson(db, contactId);
  if (!person) throw new Error("Nobody");
  return person;
};

describe("signing up", () => {
  test("keeps the visitor's contact, signs in, mails a link, and proves nothing yet", async () => {
    const page = await openPage();
    const visitor = await page.visit("phone");
    const signed = granted(await page.signUp("phone"));
    expect(signed.contactId).toBe(visitor);
    expect(await personOf(page, signed)).toMatchObject({
      displayName: "Anna Bianchi",
      email: null,
      login: { email, isConfirmed: false },
      language: "it",
      roles: ["lead"],
    });
    expect(granted(await getContact(page.db, visitor))).toMatchObject({ unconfirmedEmail: email, email: null });
    expect(page.mails).toMatchObject([{ to: email, path: "/ai/coach", businessName: "Studio" }]);
    expect(page.hinted).toHaveLength(1);
    expect(await page.whoIs("elsewhere", signed)).toEqual({ contactId: visitor, isSignedIn: true });
    const rows = await d1.prepare("SELECT * FROM customer_sessions WHERE tenant_id = ?").bind(page.tenantId).all();
    expect(JSON.stringify(rows.results)).not.toContain(signed.session.token);
  });

  test("makes a contact for a browser that never wrote", async () => {
    const page = await openPage();
    const signed = granted(await page.signUp("new"));
    expect(await page.whoIs("new", null)).toEqual({ contactId: signed.contactId, isSignedIn: false });
  });

  test("an address that is only claimed blocks nobody", async () => {
    const page = await openPage();
    granted(await page.signUp("stranger"));
    granted(await page.signUp("anna"));
    const entered = await enter(page, { email });
    expect(entered.email).toBe(email);
  });

  test("an address with a confirmed login is taken; nobody is mailed", async () => {
    const page = await openPage();
    granted(await page.verify(granted(await page.signUp("anna")).contactId));
    expect(keyOf(await page.signUp("other"))).toBe("email_taken");
    expect(page.mails).toHaveLength(1);
  });

  test("somebody else at a signed-up browser gets a contact of their own", async () => {
    const page = await openPage();
    const anna = granted(await page.signUp("shared"));
    granted(await page.verify(anna.contactId));
    const bruno = granted(await page.signUp("shared", { name: "Bruno", email: "bruno@example.test" }));
    expect(bruno.contactId).not.toBe(anna.contactId);
    expect((await personOf(page, anna)).login).toEqual({ email, isConfirmed: true });
  });

  test("a mailbox is not filled without end", { timeout: 30_000 }, async () => {
    const page = await openPage();
    for (let at = 0; at < 5; at++) granted(await page.signUp(`browser ${at}`));
    expect(keyOf(await page.signUp("one more"))).toBe("too_many_requests");
    expect(page.mails).toHaveLength(5);
  });
});

describe("confirming the e-mail", () => {
  test("makes the subscription of a contact the consultant had entered count, with one person left", async () => {
    const page = await openPage();
    const entered = await enter(page, { displayName: "Anna B.", email, phone: "+447700900001", roles: ["client"] });
    granted(await setSubscription(page.deps, page.db, "usr_test", entered.id, { level: 3, status: "active" }));
    const signed = granted(await page.signUp("phone"));
    expect(await personOf(page, signed)).toMatchObject({ id: signed.contactId, level: 1 });
    expect(granted(await page.verify(signed.contactId))).toMatchObject({ contactId: entered.id });
    expect(await personOf(page, signed)).toMatchObject({
      id: entered.id,
      displayName: "Anna B.",
      level: 3,
      email,
      login: { email, isConfirmed: true },
      phone: "+447700900001",
      numbers: [],
    });
    expect(await page.whoIs("elsewhere", signed)).toEqual({ contactId: entered.id, isSignedIn: true });
  });

  test("makes a subscription given to the bare address count", async () => {
    const page = await openPage();
    await d1
      .prepare("INSERT INTO subscriptions VALUES (?, 'sub_x', NULL, ?, 2, 'active', 0, 0)")
      .bind(page.tenantId, email)
      .run();
    const signed = granted(await page.signUp("phone"));
    expect((await personOf(page, signed)).level).toBe(1);
    granted(await page.verify(signed.contactId));
    expect((await personOf(page, signed)).level).toBe(2);
  });

  test("a link works once, for seven days, in this tenant", async () => {
    const page = await openPage();
    const signed = granted(await page.signUp("phone"));
    const other = await openPage();
    expect(keyOf(await other.verify(signed.contactId, page.mails[0]?.token))).toBe("code_invalid");
    expect(keyOf(await page.verify(signed.contactId, "nonsense"))).toBe("code_invalid");
    granted(await page.verify(signed.contactId));
    expect(keyOf(await page.verify(signed.contactId))).toBe("code_invalid");
    const late = granted(await page.signUp("late", { email: "late@example.test" }));
    page.chance.pass(8 * 24 * 3_600_000);
    expect(keyOf(await page.verify(late.contactId))).toBe("code_expired");
  });

  test("four clicks at once confirm once", async () => {
    const page = await openPage();
    const signed = granted(await page.signUp("phone"));
    await Promise.all(Array.from({ length: 4 }, () => page.verify(signed.contactId)));
    const person = await personOf(page, signed);
    expect(person.login).toEqual({ email, isConfirmed: true });
    expect(person.identities.filter(({ kind }) => kind === "email")).toHaveLength(1);
  });

  test("a victim's click does not hand their place to whoever signed up with their address", async () => {
    const page = await openPage();
    const victim = await enter(page, { email, roles: ["client"] });
    granted(await setSubscription(page.deps, page.db, "usr_test", victim.id, { level: 3, status: "active" }));
    const thief = granted(await page.signUp("thief", { password: "la password del ladro" }));
    expect(keyOf(await page.verify(await page.visit("victim")))).toBe("not_signed_in");
    expect(keyOf(await page.verify(null))).toBe("not_signed_in");
    expect((await personOf(page, thief)).level).toBe(1);
    const own = granted(await page.signUp("victim"));
    expect(granted(await page.verify(own.contactId)).contactId).toBe(victim.id);
    expect(keyOf(await page.signIn("thief", { password: "la password del ladro" }))).toBe("wrong_credentials");
    expect((await personOf(page, thief)).id).toBe(thief.contactId);
  });

  test("nor when the consultant has written the thief's claim down as an e-mail", async () => {
    const page = await openPage();
    const thief = granted(await page.signUp("thief", { password: "la password del ladro" }));
    granted(await patchContact(page.deps, page.db, "usr_test", thief.contactId, { email }));
    const own = granted(await page.signUp("victim"));
    expect(granted(await page.verify(own.contactId)).contactId).toBe(own.contactId);
    expect(await personOf(page, own)).toMatchObject({ id: own.contactId, email, login: { isConfirmed: true } });
    expect(await personOf(page, thief)).toMatchObject({ id: thief.contactId, email: null, login: null });
  });

  test("an address that was typed wrong and signed up again is not confirmed by the old link", async () => {
    const page = await openPage();
    const wrong = granted(await page.signUp("phone", { email: "ana@example.test" }));
    granted(await page.signUp("phone"));
    expect(keyOf(await page.verify(wrong.contactId, page.mails[0]?.token))).toBe("code_invalid");
    granted(await page.verify(wrong.contactId));
    expect((await personOf(page, wrong)).login).toEqual({ email, isConfirmed: true });
  });
});

describe("signing in", () => {
  test("works from anywhere, before and after the address is confirmed, and takes the browser's thread along", async () => {
    const page = await openPage();
    const signed = granted(await page.signUp("phone"));
    expect(granted(await page.signIn("tablet")).contactId).toBe(signed.contactId);
    granted(await page.verify(signed.contactId));
    const visitor = await page.visit("laptop");
    const thread = await addConversation(page, page.agentId, visitor);
    expect(granted(await page.signIn("laptop")).contactId).toBe(signed.contactId);
    expect((await readPerson(page.db, visitor))?.id).toBe(signed.contactId);
    expect(page.told).toEqual([`reassign ${thread} ${signed.contactId}`]);
  });

  test("never takes along the thread of somebody known by more than a cookie", async () => {
    const page = await openPage();
    granted(await page.signUp("anna"));
    const bruno = granted(await page.signUp("shared", { name: "Bruno", email: "bruno@example.test" }));
    await addConversation(page, page.agentId, bruno.contactId);
    const anna = granted(await page.signIn("shared"));
    expect((await readPerson(page.db, bruno.contactId))?.id).toBe(bruno.contactId);
    expect(await page.whoIs("shared", anna)).toEqual({ contactId: anna.contactId, isSignedIn: true });
  });

  test("the same refusal for a wrong password and for nobody; after ten, a pause", { timeout: 30_000 }, async () => {
    const page = await openPage();
    granted(await page.signUp("phone"));
    expect(keyOf(await page.signIn("phone", { email: "nobody@example.test" }))).toBe("wrong_credentials");
    for (let at = 0; at < 10; at++)
      expect(keyOf(await page.signIn("phone", { password: "sbagliata" }))).toBe("wrong_credentials");
    expect(keyOf(await page.signIn("phone"))).toBe("too_many_requests");
    page.chance.pass(16 * 60_000);
    granted(await page.signIn("phone"));
  });

  test("another tenant's customer is nobody, and neither is their session", async () => {
    const [mine, theirs] = [await openPage(), await openPage()];
    const signed = granted(await theirs.signUp("phone"));
    expect(keyOf(await mine.signIn("phone"))).toBe("wrong_credentials");
    expect(await mine.whoIs("fresh", signed)).toBeNull();
  });

  test("a login still works after its contact was joined with a WhatsApp one", async () => {
    const page = await openPage();
    const entered = await enter(page, { email, phone: "+447700900001" });
    const signed = granted(await page.signUp("phone"));
    granted(await page.verify(signed.contactId));
    expect(await writesFrom(page, "+447700900001")).toBe(entered.id);
    expect(granted(await page.signIn("tablet")).contactId).toBe(entered.id);
  });

  test("ends with signing out, also for the cookie that was joined to the customer, and by itself after 90 days", async () => {
    const page = await openPage();
    const signed = granted(await page.signUp("shared"));
    const sessionHash = await sha256Hex(signed.session.token);
    const again = granted(await page.signIn("tablet"));
    await customerSignOut(page.db, { sessionHash, visitorHash: page.hashOf("shared") });
    expect(await page.whoIs("shared", signed)).toBeNull();
    expect(await page.whoIs("tablet", again)).toMatchObject({ isSignedIn: true });
    page.chance.pass(91 * 24 * 3_600_000);
    expect(await page.whoIs("tablet", again)).toBeNull();
  });
});
