import { describe, expect, it } from "vitest";
import { placeOfToken } from "../../workers/accounts/mailOrder.ts";
import { sendMail } from "../../workers/accounts/sendMail.ts";
import type { LeasedJob } from "../../workers/platform/jobs.ts";
import type { Mail, MailOutcome } from "../../workers/platform/mail.ts";
import { parseMasterKeys } from "../../workers/platform/masterKeys.ts";
import { createSecrets } from "../../workers/platform/secrets.ts";

const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const secrets = createSecrets(parseMasterKeys(btoa("k".repeat(32))), randomBytes);

const jobWith = async (payload: Record<string, unknown> = {}): Promise<LeasedJob> => ({
  tenantId: "ten_a",
  jobId: "job_a",
  kind: "send_mail",
  attempt: 1,
  payload: {
    template: "verify_customer",
    to: "ada@example.com",
    language: "en",
    businessName: "Aurora",
    path: "/ai/coach",
    tokenSealed: await secrets.seal(placeOfToken("ten_a", "job_a"), "the-token"),
    ...payload,
  },
});

const run = async (job: LeasedJob, outcome: MailOutcome = { kind: "sent", id: "1" }) => {
  const sent: [Mail, string][] = [];
  const mailer = { send: async (mail: Mail, key: string) => (sent.push([mail, key]), outcome) };
  return { outcome: await sendMail({ mailer, secrets, publicUrl: "https://filo.test" }, job), sent };
};

describe("the job that mails a link", () => {
  it("opens the token for the mail alone, under the job's own key", async () => {
    const { outcome, sent } = await run(await jobWith());
    expect(outcome).toEqual({ kind: "done" });
    expect(sent[0]?.[1]).toBe("job_a");
    expect(sent[0]?.[0].text).toContain("https://filo.test/ai/coach?token=the-token");
  });

  it("writes the same mail each time it is run, so that the provider can tell it is one", async () => {
    const job = await jobWith();
    expect((await run(job)).sent).toEqual((await run(job)).sent);
  });

  it.each([
    [{ kind: "refused", detail: "422 no such address" } as const, { kind: "failed", failure: "422 no such address" }],
    [{ kind: "again", detail: "503 away" } as const, { kind: "again", failure: "503 away" }],
  ])("passes on what the provider said: %j", async (said, outcome) => {
    expect((await run(await jobWith(), said)).outcome).toEqual(outcome);
  });

  it("mails an alert, which has no token, with the way to the health page", async () => {
    const job = await jobWith();
    const alert = { kind: "line_silent", subject: "+447700900100", detail: "" };
    const payload = { template: "alert", to: "ada@example.com", language: "en", businessName: "Aurora", ...alert };
    const { outcome, sent } = await run({ ...job, payload });
    expect(outcome).toEqual({ kind: "done" });
    expect(sent[0]?.[0]).toMatchObject({ to: "ada@example.com", subject: "The number +447700900100 receives nothing · Aurora" });
    expect(sent[0]?.[0].text.split("\n")).toContain("https://filo.test/console/health");
    await expect(run({ ...job, payload: { ...payload, kind: "weather" } })).rejects.toThrow(/kind/);
  });

  it("mails nothing for an order it can't read, or whose token was sealed for another job", async () => {
    await expect(run(await jobWith({ template: "lottery" }))).rejects.toThrow(/template/);
    await expect(run({ ...(await jobWith()), jobId: "job_b" })).rejects.toThrow(/cannot be opened/);
    await expect(run(await jobWith({ path: "https://evil.test" }))).rejects.toThrow(/path/);
  });
});
