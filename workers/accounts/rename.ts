import type { Session } from "../../schema/contract/auth.ts";
import type { Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { AccountDeps } from "./deps.ts";
import { readSession } from "./readSession.ts";

/** Changes what the caller is called, in every tenant. What was signed before keeps its signature. */
export const rename = async (deps: AccountDeps, caller: ConsoleCaller, name: string): Promise<Session | Refusal> => {
  await caller.db.batch([deps.accounts.renameUser(caller.userId, name)]);
  return readSession(deps, caller);
};
