import type { JobOutcome, LeasedJob } from "../platform/jobs.ts";
import type { Mail, Mailer } from "../platform/mail.ts";
import type { Secrets } from "../platform/secrets.ts";
import { writeAlertMail } from "./alertMail.ts";
import { mailOrderSchema, placeOfToken } from "./mailOrder.ts";
import { writeMail } from "./mails.ts";

export interface SendMailDeps {
  mailer: Mailer;
  secrets: Secrets;
  publicUrl: string;
}

/** Where an alert's mail leads, below the site's origin. */
const healthPath = "/console/health";

/** Does a `send_mail` job. The job's id is the provider's idempotency key: a job that is run twice mails once. */
export const sendMail = async (deps: SendMailDeps, job: LeasedJob): Promise<JobOutcome> => {
  const outcome = await deps.mailer.send(await mailOf(deps, job), job.jobId);
  switch (outcome.kind) {
    case "sent":
      return { kind: "done" };
    case "refused":
      return { kind: "failed", failure: outcome.detail };
    case "again":
      return { kind: "again", failure: outcome.detail };
  }
};

const mailOf = async ({ secrets, publicUrl }: SendMailDeps, job: LeasedJob): Promise<Mail> => {
  const order = mailOrderSchema.parse(job.payload);
  if (order.template === "alert") return writeAlertMail(order.to, { ...order, link: publicUrl + healthPath });
  const { to, template, language, businessName, path, tokenSealed, invitedBy = "" } = order;
  const token = await secrets.open(placeOfToken(job.tenantId, job.jobId), tokenSealed);
  return writeMail(to, { template, language, businessName, invitedBy, link: `${publicUrl}${path}?token=${token}` });
};
