import type { Session } from "../../schema/contract/auth.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { AccountDeps } from "./deps.ts";
import { sessionOf } from "./session.ts";

/** Who is signed in, read afresh; `not_signed_in` when the user or the tenant has just gone. */
export const readSession = async (deps: AccountDeps, caller: ConsoleCaller): Promise<Session | Refusal> => {
  const [user, tenant] = await Promise.all([deps.accounts.user(caller.userId), deps.directory.tenant(caller.tenantId)]);
  return user && tenant ? sessionOf(user, tenant, caller.role, deps.platformAdmins) : refuse("not_signed_in");
};
