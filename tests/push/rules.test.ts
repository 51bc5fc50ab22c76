import { describe, expect, it } from "vitest";
import { mostAttempts, pushBackoff } from "../../workers/push/backoff.ts";
import { noticeOf, shortened } from "../../workers/push/notice.ts";
import { isAllowedEndpoint } from "../../workers/push/sendPush.ts";
import { concerns, type Facts } from "../../workers/push/whoCares.ts";

describe("a push service's address", () => {
  it.each([
    "https://fcm.googleapis.com/fcm/send/abc",
    "https://updates.push.services.mozilla.com/wpush/v2/abc",
    "https://web.push.apple.com/QABC",
    "https://db5p.notify.windows.com/w/?token=abc",
  ])("may be %s", (endpoint) => {
    expect(isAllowedEndpoint(endpoint, null)).toBe(true);
  });

  it.each([
    "http://fcm.googleapis.com/fcm/send/abc",
    "https://127.0.0.1/x",
    "https://2130706433/x",
    "https://0x7f.1/x",
    "https://[::1]/x",
    "https://10.0.0.7/x",
    "https://169.254.169.254/latest/meta-data",
    "https://localhost/x",
    "https://push.localhost/x",
    "https://printer.local/x",
    "https://metadata.google.internal/x",
    "https://router/x",
    "https://example.com:8443/x",
    "https://user:word@example.com/x",
    "https://example.com./x",
    "ftp://example.com/x",
    "javascript:alert(1)",
    "not an address",
  ])("may not be %s", (endpoint) => {
    expect(isAllowedEndpoint(endpoint, null)).toBe(false);
  });

  it("may be the simulated world's, exactly", () => {
    const world = "http://127.0.0.1:9100";
    expect(isAllowedEndpoint(`${world}/push/1`, world)).toBe(true);
    for (const other of ["http://127.0.0.1:9101/push/1", "http://127.0.0.1/push/1", "http://u@127.0.0.1:9100/push/1"])
      expect(isAllowedEndpoint(other, world)).toBe(false);
  });
});

describe("whom it concerns", () => {
  const facts: Facts = { contactName: "Ada", assigneeId: null, aiEnabled: true, needsPerson: null, place: "open", version: 1 };
  const [mine, all] = [
    { userId: "me", what: "mine" },
    { userId: "me", what: "all" },
  ] as const;

  it("leaves the AI's conversations to the AI, for those who want no more than their own", () => {
    expect(concerns(mine, "message", facts)).toBe(false);
    expect(concerns(all, "message", facts)).toBe(true);
    expect(concerns(mine, "message", null)).toBe(false);
    expect(concerns(all, "message", null)).toBe(true);
  });

  it("is everybody's while a person is in charge and nobody in particular", () => {
    expect(concerns(mine, "message", { ...facts, aiEnabled: false })).toBe(true);
    expect(concerns(mine, "message", { ...facts, needsPerson: "asked" })).toBe(true);
  });

  it("is the assignee's once there is one, the AI answering or not", () => {
    expect(concerns(mine, "message", { ...facts, assigneeId: "me" })).toBe(true);
    expect(concerns(mine, "message", { ...facts, assigneeId: "other", aiEnabled: false })).toBe(false);
    expect(concerns(all, "message", { ...facts, assigneeId: "other" })).toBe(true);
  });

  it("is everybody's that a person is needed, and only theirs whom a note names", () => {
    expect(concerns(mine, "needs_person", { ...facts, assigneeId: "other" })).toBe(true);
    expect(concerns(mine, "mention", facts, ["me"])).toBe(true);
    expect(concerns(all, "mention", facts, ["other"])).toBe(false);
  });

  it("is nobody's what a blocked person writes", () => {
    for (const one of [mine, all]) {
      expect(concerns(one, "message", { ...facts, place: "blocked", aiEnabled: false })).toBe(false);
      expect(concerns(one, "needs_person", { ...facts, place: "blocked" })).toBe(false);
    }
  });
});

describe("its words", () => {
  const about = { conversationId: "cnv_1", contactName: "Ada Rossi" };
  const message = { text: "", media: [], place: null };

  it("are the customer's, in one line, short", () => {
    const notice = noticeOf(about, { kind: "message", message: { ...message, text: " Buongiorno,\n vorrei   sapere " } }, "it");
    expect(notice).toEqual({
      title: "Ada Rossi",
      body: "Buongiorno, vorrei sapere",
      tag: "cnv_1",
      url: "/console/inbox/cnv_1",
    });
    const long = shortened("parola ".repeat(60));
    expect(long.length).toBeLessThanOrEqual(140);
    expect(long).toMatch(/parola…$/);
    expect([...shortened("🙂".repeat(200))]).toHaveLength(140);
  });

  it("name what came where nothing was written, in the tenant's language", () => {
    const place = { ...message, place: { latitude: 1, longitude: 2, label: null, address: null } } as never;
    expect(noticeOf(about, { kind: "message", message: place }, "it").body).toBe("Posizione");
    expect(noticeOf(about, { kind: "needs_person", reason: "asked" }, "en").body).toBe("Asks to speak with a person.");
    expect(noticeOf({ ...about, contactName: null }, { kind: "needs_person", reason: "asked" }, "it").title).toBe("Un cliente");
    expect(noticeOf(about, { kind: "mention", author: "Bo", text: "guarda qui" }, "it").body).toBe(
      "Bo ti ha menzionato: guarda qui",
    );
  });
});

describe("trying again", () => {
  it("waits ever longer, at least as long as it was asked, never longer than an hour", () => {
    const waits = Array.from({ length: mostAttempts }, (_, at) => pushBackoff(at + 1, null));
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits[0]).toBe(15_000);
    expect(pushBackoff(1, 120_000)).toBe(120_000);
    expect(pushBackoff(20, 9e9)).toBe(3_600_000);
  });
});
