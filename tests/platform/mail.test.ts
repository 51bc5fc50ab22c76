import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createResendMailer, noMailer } from "../../workers/platform/mail.ts";
import { DEFAULT_MAIL_KEY } from "../world/contract.ts";
import { startWorld } from "../world/server.ts";
import type { World } from "../world/world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => world.reset());
afterAll(() => world.close());

const mail = { to: "ada@example.com", subject: "Ciao", text: "Ecco il tuo link" };
const mailer = (settings: { apiKey?: string; from?: string; apiBase?: string } = {}) =>
  createResendMailer({ apiBase: world.mailBase, apiKey: DEFAULT_MAIL_KEY, from: "Filo <ciao@filo.test>", ...settings }, fetch);

describe("mail", () => {
  it("is sent as it is written, in the installation's name", async () => {
    const outcome = await mailer().send(mail, "job_1");
    const [sent] = await world.mails("ada@example.com");
    expect(outcome).toEqual({ kind: "sent", id: sent?.id });
    expect(sent).toMatchObject({ ...mail, to: ["ada@example.com"], from: "Filo <ciao@filo.test>", idempotencyKey: "job_1" });
  });

  it("is sent once under one key, also when the first answer was lost", async () => {
    await world.fail({ provider: "mail", kind: "resetAfterAccept" });
    expect(await mailer().send(mail, "job_1")).toMatchObject({ kind: "again" });
    expect(await mailer().send(mail, "job_1")).toMatchObject({ kind: "sent" });
    expect(await world.mails()).toHaveLength(1);
  });

  it.each(["http429", "http500", "http503", "reset"] as const)("may be tried again after %s", async (kind) => {
    await world.fail({ provider: "mail", kind });
    expect(await mailer().send(mail, "job_2")).toMatchObject({ kind: "again" });
    expect(await mailer().send(mail, "job_2")).toMatchObject({ kind: "sent" });
  });

  it("may be tried again while the same key is still being worked on", async () => {
    const error = { status: 409, code: "concurrent_idempotent_requests", message: "Same key in progress" };
    await world.fail({ provider: "mail", kind: "refuse", error });
    expect(await mailer().send(mail, "job_3")).toMatchObject({ kind: "again" });
  });

  it.each([
    ["a wrong key", { apiKey: "re_wrong" }, mail],
    ["an impossible sender", { from: "nobody" }, mail],
    ["an impossible address", {}, { ...mail, to: "nowhere" }],
    ["no subject", {}, { ...mail, subject: "" }],
  ])("is refused for good with %s, and says why", async (_, settings, written) => {
    const outcome = await mailer(settings).send(written, "job_4");
    expect(outcome).toMatchObject({ kind: "refused", detail: expect.stringMatching(/^4\d\d \w+/) });
    expect(JSON.stringify(outcome)).not.toContain("re_wrong");
    expect(await world.mails()).toEqual([]);
  });

  it("is refused for good while no provider is configured, and may be tried again while it can't be reached", async () => {
    expect(await noMailer.send(mail, "job_5")).toMatchObject({
      kind: "refused",
      detail: expect.stringContaining("MAIL_API_KEY"),
    });
    expect(await mailer({ apiBase: "http://127.0.0.1:1" }).send(mail, "job_5")).toMatchObject({ kind: "again" });
  });
});
