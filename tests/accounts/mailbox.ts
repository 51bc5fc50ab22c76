import { expect } from "vitest";
import { sendMail } from "../../workers/accounts/sendMail.ts";
import { leaseJob } from "../../workers/platform/jobs.ts";
import type { Mail } from "../../workers/platform/mail.ts";
import { publicUrl, type TestApp } from "../api/testApp.ts";

export const rowsOf =
  (d1: D1Database) =>
  async <T = Record<string, unknown>>(query: string, ...values: unknown[]): Promise<T[]> =>
    (
      await d1
        .prepare(query)
        .bind(...values)
        .all<T>()
    ).results;

const read = new WeakMap<TestApp, Mail & { token: string; key: string }>();

/**
 * Runs the mail job that was hinted at last, and says what was mailed.
 *
 * @param again the one that was read last, since a job runs once
 */
export const lastMail = async (
  test: TestApp,
  { again = false }: { again?: boolean } = {},
): Promise<Mail & { token: string; key: string }> => {
  const known = read.get(test);
  if (again && known) return known;
  const { deps, hints } = test;
  const hint = hints.at(-1);
  if (!hint) throw new Error("Nothing was mailed");
  const job = await leaseJob(deps.tenantDb(hint.tenantId), hint.jobId, deps.chance.now());
  if (!job) throw new Error("The mail's job is not there");
  const sent: (Mail & { key: string })[] = [];
  const mailer = { send: async (mail: Mail, key: string) => (sent.push({ ...mail, key }), { kind: "sent" as const, id: "1" }) };
  expect(await sendMail({ mailer, secrets: deps.secrets, publicUrl }, job)).toEqual({ kind: "done" });
  const [mail] = sent;
  if (!mail) throw new Error("The mailer was not called");
  const found = { ...mail, token: /token=([\w-]+)/.exec(mail.text)?.[1] ?? "" };
  read.set(test, found);
  return found;
};
