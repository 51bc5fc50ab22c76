import { sendMail } from "../accounts/sendMail.ts";
import { syncTemplates } from "../channels/whatsapp/templates/syncTemplates.ts";
import { runFinishMerge } from "../contacts/finishMerge.ts";
import { runSpreadBlock } from "../contacts/spreadBlock.ts";
import { runImport } from "../contacts/imports/runImport.ts";
import { runSpreadConsent } from "../contacts/spreadConsent.ts";
import { runFollowNumber } from "../conversation/followNumber.ts";
import type { Env } from "../env.ts";
import { watchAll } from "../health/watchAll.ts";
import { countAll } from "../figures/countAll.ts";
import { runFreeAssigned } from "../inbox/freeAssigned.ts";
import { runTakeOffLabel } from "../inbox/takeOffLabel.ts";
import type { ConsumerDeps, JobRunners } from "../jobs/consumer.ts";
import type { CronDeps } from "../jobs/cron.ts";
import { extractPdf } from "../knowledge/extractPdf.ts";
import { fetchMedia } from "../media/fetchMedia.ts";
import type { MediaJobKind } from "../media/mediaJobs.ts";
import { purgeUploads } from "../media/purgeUploads.ts";
import { removeMedia } from "../media/removeMedia.ts";
import { understandMedia } from "../media/understandMedia.ts";
import type { Model } from "../models/port.ts";
import { purgeExpired } from "../platform/housekeeping.ts";
import { purgePreviews } from "../previews/purgePreviews.ts";
import { runRetention } from "../privacy/retention.ts";
import { runErasure } from "../privacy/runErasure.ts";
import { createResendMailer, noMailer } from "../platform/mail.ts";
import { type Platform, log } from "./base.ts";
import { configureLine, followDeps } from "./lines.ts";
import { customerDeps, healthDeps } from "./rooms.ts";

const mediaRunners = (base: Platform, model: Model): Pick<JobRunners, MediaJobKind> => ({
  fetch_media: (job, db, room) => fetchMedia({ ...base, room }, db, job),
  understand_media: (job, db, room) => understandMedia({ ...base, model, room }, db, job),
  remove_media: (job, db) => removeMedia(base, db, job),
});

export const jobDeps = (base: Platform, model: Model): ConsumerDeps => {
  const mailer = base.config.mail ? createResendMailer(base.config.mail, (url, init) => fetch(url, init)) : noMailer;
  return {
    directory: base.directory,
    tenantDb: base.db,
    hints: base.hints,
    now: base.chance.now,
    log,
    runners: {
      send_mail: (job) => sendMail({ mailer, secrets: base.secrets, publicUrl: base.config.publicUrl }, job),
      import_contacts: (job, db) => runImport(base, db, job),
      extract_pdf: (job, db) => extractPdf(base, db, job),
      finish_merge: (job, db) => runFinishMerge(customerDeps(base), job, db),
      spread_consent: (job, db) => runSpreadConsent(base, job, db),
      spread_block: (job, db) => runSpreadBlock(customerDeps(base), job, db),
      take_off_label: (job, db) => runTakeOffLabel(base, job, db),
      free_assigned: (job, db) => runFreeAssigned(base, job, db),
      move_threads: (job, db) => runFollowNumber(followDeps(base), job, db),
      erase: (job, db) => runErasure({ ...base, simulated: base.config.pushApiBase }, job, db),
      ...mediaRunners(base, model),
    },
  };
};

const watchHealth = (base: Platform): Promise<void> =>
  watchAll({
    ...base,
    ...healthDeps(base),
    directory: base.directory,
    adminTenants: () => base.directory.tenantsOfEmails(base.config.platformAdmins),
    poolNearQuota: () => base.poolKeyDesk.nearQuota(),
  });

export const cronDeps = (base: Platform, env: Env): CronDeps => ({
  directory: base.directory,
  hints: base.hints,
  wakeLine: (line) => configureLine(base, line),
  syncTemplates: async ({ tenantId, agentId }) => {
    const refused = await syncTemplates(base, base.db(tenantId), agentId, "system");
    if (refused) throw new Error(refused.detail ?? refused.key);
  },
  watchHealth: () => watchHealth(base),
  runRetention: () => runRetention({ ...base, log }),
  countFigures: () => countAll({ ...base, log }),
  purge: async (now) => {
    await Promise.all([purgeExpired(env.DB, now), purgeUploads(base, now), purgePreviews(base, now)]);
  },
  log,
});
