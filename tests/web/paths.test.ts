import { describe, expect, it } from "vitest";
import { paths, safeNext } from "../../web/src/paths.ts";

describe("the console's addresses", () => {
  it("are these", () => {
    expect([
      paths.console(),
      paths.signIn(),
      paths.signIn("/console/contacts?search=a b"),
      paths.signUp(),
      paths.verify("token"),
      paths.forgot(),
      paths.reset("token"),
      paths.inbox(),
      paths.inbox("cnv_1"),
      paths.inbox("cnv_1", { filter: "unread", pane: "context" }),
      paths.inbox(undefined, { filter: "all", sort: "attention" }),
      paths.inbox(undefined, { filter: "mine", sort: "recent", agentId: "agt_1", labelId: "lbl_1" }),
      paths.agents(),
      paths.newAgent(),
      paths.agent("agt_1"),
      paths.agent("agt_1", "levels"),
      paths.contacts(),
      paths.contacts({ search: "giulia", role: "client" }),
      paths.contact("ctc_1"),
      paths.importContacts(),
      paths.importContacts("imp_1", { outcome: "skipped" }),
      paths.health(),
      paths.settings(),
      paths.platform(),
      paths.platform("keys"),
      paths.publicPage("coach"),
    ]).toMatchInlineSnapshot(`
      [
        "/console",
        "/console/sign-in",
        "/console/sign-in?next=%2Fconsole%2Fcontacts%3Fsearch%3Da+b",
        "/console/sign-up",
        "/console/verify?token=token",
        "/console/forgot",
        "/console/reset?token=token",
        "/console/inbox",
        "/console/inbox/cnv_1",
        "/console/inbox/cnv_1?filter=unread&pane=context",
        "/console/inbox",
        "/console/inbox?filter=mine&agent=agt_1&label=lbl_1&sort=recent",
        "/console/agents",
        "/console/agents/new",
        "/console/agents/agt_1",
        "/console/agents/agt_1/levels",
        "/console/contacts",
        "/console/contacts?search=giulia&role=client",
        "/console/contacts/ctc_1",
        "/console/contacts/import",
        "/console/contacts/import/imp_1?outcome=skipped",
        "/console/health",
        "/console/settings",
        "/console/platform",
        "/console/platform/keys",
        "/ai/coach",
      ]
    `);
  });
});

describe("where signing in leads", () => {
  it("is back to where one was", () => {
    expect(safeNext("/console/contacts?search=a")).toBe("/console/contacts?search=a");
    const mailed = paths.verify("a-mailed_token");
    const asked = new URLSearchParams(paths.signIn(mailed).split("?")[1]);
    expect(safeNext(asked.get("next") ?? undefined)).toBe(mailed);
  });

  it.each([undefined, "", "https://elsewhere.example", "//elsewhere.example", "/console//elsewhere", "/consoles", "/ai/coach"])(
    "is the inbox for %s",
    (next) => {
      expect(safeNext(next)).toBe("/console/inbox");
    },
  );
});
