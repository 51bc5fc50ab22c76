import { eq } from "drizzle-orm";
import type { z } from "zod";
import type { WhatsappCheck, whatsappCheckSchema } from "../../schema/contract/setup.ts";
import { whatsappLines } from "../../schema/tables/agents.ts";
import { readAgentWithLine } from "../agents/readAgent.ts";
import type { NumberCheck } from "../channels/whatsapp/checkNumber.ts";
import { lineName } from "../channels/whatsapp/line.ts";
import { isSandbox } from "../channels/whatsapp/pace.ts";
import { audit } from "../platform/audit.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { SetupDeps } from "./deps.ts";

type Given = z.output<typeof whatsappCheckSchema>;
type Line = typeof whatsappLines.$inferSelect;

const hour = 60 * 60 * 1_000;
/** Somebody who copies a token wrong tries again; somebody who guesses one would need far more. */
const mostAnHour = 60;

/** Twilio's sandbox is nobody's sender, and is known by its number or by the words that join it. */
const onWire = ({ account, sender }: NumberCheck, isTheSandbox: boolean, now: number): WhatsappCheck => {
  const state = sender.state === "not_yours" && isTheSandbox ? "sandbox" : sender.state;
  return { account, number: { state, status: sender.status }, at: new Date(now).toISOString() };
};

const missing = (path: string): Refusal =>
  refuse("invalid_input", { errors: [{ path, code: "invalid_type", message: "Needed when nothing is stored" }] });

/** Which credentials to ask with: a token that was given, with what it goes with, or else all that is stored. */
const ask = async (deps: SetupDeps, given: Given, line: Line | null): Promise<NumberCheck | Refusal> => {
  const accountSid = given.accountSid ?? line?.accountSid;
  const number = given.number ?? line?.number;
  if (!accountSid) return missing("accountSid");
  if (!number) return missing("number");
  if (given.authToken !== undefined) return deps.checkNumber({ accountSid, authToken: given.authToken, number });
  if (!line || line.accountSid !== accountSid || line.number !== number) return missing("authToken");
  return (await deps.line(lineName(accountSid, number)).check()) ?? refuse("no_channel");
};

/**
 * Asks Twilio about the agent's account and number. Nothing is stored.
 *
 * @returns `not_found`, `invalid_input` when there is no token for that account, `no_channel` when the stored one can't be read, or
 * `too_many_requests`
 */
export const checkWhatsapp = async (
  deps: SetupDeps,
  db: TenantDb,
  agentId: string,
  given: Given,
  actor: string,
): Promise<WhatsappCheck | Refusal> => {
  const found = await readAgentWithLine(db, agentId);
  if (!found) return refuse("not_found");
  const rule = { key: `console:whatsapp_check:${db.tenantId}`, limit: mostAnHour, windowMs: hour };
  const tooMany = await deps.limits.take([rule], deps.chance.now());
  if (tooMany) return tooMany;
  const { line } = found;
  const check = await ask(deps, given, line);
  if (!("account" in check)) return check;
  const number = given.number ?? line?.number ?? "";
  const isTheSandbox = isSandbox(number) || (number === line?.number && line.joinWords !== null);
  const detail = { account: check.account.state, number: check.sender.state };
  await db.batch([audit(db, deps.chance, { actor, action: "agent.whatsapp_checked", subject: agentId, detail })]);
  return onWire(check, isTheSandbox, deps.chance.now());
};

/** Says what a phone writes to join the sandbox that the agent's number is; null: it is no sandbox. */
export const setJoinWords = async (
  { chance }: Pick<SetupDeps, "chance">,
  db: TenantDb,
  agentId: string,
  joinWords: string | null,
  actor: string,
): Promise<undefined | Refusal> => {
  const found = await readAgentWithLine(db, agentId);
  if (!found) return refuse("not_found");
  if (!found.line) return refuse("no_channel");
  await db.batch([
    db.update(whatsappLines, { joinWords }, eq(whatsappLines.id, found.line.id)),
    audit(db, chance, { actor, action: "agent.join_words", subject: agentId }),
  ]);
  return undefined;
};
