import { z } from "zod";
import { languageSchema } from "../../schema/contract/enums.ts";
import type { JobHint } from "../../schema/contract/jobs.ts";
import { prepareJob } from "../platform/jobs.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { sha256Hex } from "../platform/tokens.ts";
import type { AccountDeps } from "./deps.ts";

/** A `send_mail` job's payload. The token of the link is sealed: whoever reads the row cannot follow the link. */
export const mailOrderSchema = z.object({
  template: z.enum(["verify_user", "reset_password", "verify_customer"]),
  to: z.string(),
  language: languageSchema,
  businessName: z.string(),
  /** Where the link leads, below the site's origin; the token is added to it. */
  path: z.string().startsWith("/"),
  tokenSealed: z.string(),
});
export type MailOrder = z.infer<typeof mailOrderSchema>;

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
  order: Omit<MailOrder, "tokenSealed">,
  token: string,
): Promise<{ statement: Statement; hint: JobHint }> => {
  const id = chance.id("job");
  const tokenSealed = await secrets.seal(placeOfToken(db.tenantId, id), token);
  const payload: MailOrder = { ...order, tokenSealed };
  return prepareJob(db, chance, { id, kind: "send_mail", uniqueKey: `mail:${await sha256Hex(token)}`, payload });
};
