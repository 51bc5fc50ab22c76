import { and, eq } from "drizzle-orm";
import { contactIdentities, customerSessions } from "../../schema/tables/contacts.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

/**
 * Ends a customer's session. The browser's visitor cookie is let go as well, since signing in may have joined it to the customer:
 * on a shared computer the next person must not find the thread.
 */
export const customerSignOut = async (
  db: TenantDb,
  { sessionHash, visitorHash }: { sessionHash: string | null; visitorHash: string | null },
): Promise<void> => {
  const isVisitor = (hash: string) => and(eq(contactIdentities.kind, "visitor"), eq(contactIdentities.value, hash));
  await db.batch([
    ...(sessionHash === null ? [] : [db.remove(customerSessions, eq(customerSessions.tokenHash, sessionHash))]),
    ...[visitorHash === null ? undefined : isVisitor(visitorHash)].flatMap((own) =>
      own ? [db.remove(contactIdentities, own)] : [],
    ),
  ]);
};
