import type { Session } from "../../schema/contract/auth.ts";
import type { MembershipRole } from "../../schema/contract/enums.ts";
import type { UserRow } from "../platform/accounts.ts";
import type { TenantRow } from "../platform/directory.ts";

/** Administrators of the installation are named by e-mail, so only a confirmed e-mail makes one. */
export const isPlatformAdmin = (user: Pick<UserRow, "email" | "emailVerifiedAt">, platformAdmins: readonly string[]): boolean =>
  user.emailVerifiedAt !== null && platformAdmins.includes(user.email);

/** Who is signed in, as the console is told. */
export const sessionOf = (
  user: Pick<UserRow, "id" | "name" | "email" | "emailVerifiedAt">,
  tenant: Pick<TenantRow, "id" | "name" | "language" | "timeZone">,
  role: MembershipRole,
  platformAdmins: readonly string[],
): Session => ({
  user: {
    id: user.id,
    name: user.name,
    email: user.email,
    emailVerified: user.emailVerifiedAt !== null,
    isPlatformAdmin: isPlatformAdmin(user, platformAdmins),
  },
  tenant: { id: tenant.id, name: tenant.name, language: tenant.language, timeZone: tenant.timeZone },
  role,
});
