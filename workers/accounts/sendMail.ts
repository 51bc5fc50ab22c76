import type { JobOutcome, LeasedJob } from "../platform/jobs.ts";
import type { Mailer } from "../platform/mail.ts";
import type { Secrets } from "../platform/secrets.ts";
import { mailOrderSchema, placeOfToken } from "./mailOrder.ts";
import { writeMail } from "./mails.ts";

export interface SendMailDeps {
  mailer: Mailer;
  secrets: Secrets;
  publicUrl: string;
}

/** Does a `send_mail` job. The job's id is the provider's idempotency key: a job that is run twice mails once. */
export const sendMail = async ({ mailer, secrets, publicUrl }: SendMailDeps, job: LeasedJob): Promise<JobOutcome> => {
  const { to, template, language, businessName, path, tokenSealed } = mailOrderSchema.parse(job.payload);
  const token = await secrets.open(placeOfToken(job.tenantId, job.jobId), tokenSealed);
  const link = `${publicUrl}${path}?token=${token}`;
  const outcome = await mailer.send(writeMail(to, { template, language, businessName, link }), job.jobId);
  switch (outcome.kind) {
    case "sent":
      return { kind: "done" };
    case "refused":
      return { kind: "failed", failure: outcome.detail };
    case "again":
      return { kind: "again", failure: outcome.detail };
  }
};
