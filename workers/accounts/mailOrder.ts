import * as z from "zod";
import { languageSchema } from "../../schema/contract/enums.ts";
import { alertKindSchema } from "../../schema/contract/health.ts";
import type { JobHint } from "../../schema/contract/jobs.ts";
import { prepareJob } from "../platform/jobs.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { sha256Hex } from "../platform/tokens.ts";
import type { AccountDeps } from "./deps.ts";

const addressee = { to: z.string(), language: languageSchema, businessName: z.string() };

/** A mail with a link. Its token is sealed: whoever reads the row cannot follow the link. */
const linkMailSchema = z.object({
  template: z.enum(["verify_user", "reset_password", "verify_customer", "invitation"]),
  ...addressee,
  /** Where the link leads, below the site's origin; the token is added to it. */
  path: z.string().startsWith("/"),
  tokenSealed: z.string(),
  /** Who asks, where somebody does. */
  invitedBy: z.string().optional(),
});
const alertMailSchema = z.object({
  template: z.literal("alert"),
  ...addressee,
  kind: alertKindSchema,
  subject: z.string(),
  detail: z.string(),
});

/** A `send_mail` job's payload. */
export const mailOrderSchema = z.discriminatedUnion("template", [linkMailSchema, alertMailSchema]);
export type LinkMail = z.infer<typeof linkMailSchema>;
export type AlertMail = z.infer<typeof alertMailSchema>;

/** Where a job's sealed token lives. */
export const placeOfToken = (tenantId: string, jobId: string) => ({
  tenant: tenantId,
  table: "jobs",
  column: "payload",
  id: jobId,
});

/** The job that mails a link, for the batch that issues its token. */
export const orderMail = async (
  { chance, secrets }: Pick<AccountDeps, "chance" | "secrets">,
  db: TenantDb,
  order: Omit<LinkMail, "tokenSealed">,
  token: string,
): Promise<{ statement: Statement; hint: JobHint }> => {
  const id = chance.id("job");
  const tokenSealed = await secrets.seal(placeOfToken(db.tenantId, id), token);
  const payload: LinkMail = { ...order, tokenSealed };
  return prepareJob(db, chance, { id, kind: "send_mail", uniqueKey: `mail:${await sha256Hex(token)}`, payload });
};

/** The job that mails an alert, for the batch that notes it. Orders with one key are one mail. */
export const orderAlertMail = (
  { chance }: Pick<AccountDeps, "chance">,
  db: TenantDb,
  order: Omit<AlertMail, "template">,
  uniqueKey: string,
): { statement: Statement; hint: JobHint } => {
  const payload: AlertMail = { template: "alert", ...order };
  return prepareJob(db, chance, { kind: "send_mail", uniqueKey, payload });
};
