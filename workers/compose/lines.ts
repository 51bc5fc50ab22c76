import { whatsappLines } from "../../schema/tables/agents.ts";
import { conversations } from "../../schema/tables/conversation.ts";
import { lineName, type LineConfig, type LineDeps } from "../channels/whatsapp/line.ts";
import type { FollowDeps } from "../conversation/followNumber.ts";
import { deliverWhatsapp } from "../conversation/intake.ts";
import { moveThreads } from "../conversation/moveThreads.ts";
import type { LinePlace } from "../platform/directory.ts";
import { eq } from "drizzle-orm";
import type { Platform } from "./base.ts";

/** A line's row as its object wants it. */
const lineConfig = async ({ directory, db }: Platform, accountSid: string, number: string): Promise<LineConfig | null> => {
  const place = await directory.lineByNumber(accountSid, number);
  const row = place && (await db(place.tenantId).first(whatsappLines, eq(whatsappLines.id, place.lineId)));
  return (
    row && {
      tenantId: row.tenantId,
      lineId: row.id,
      agentId: row.agentId,
      accountSid,
      number,
      authTokenSealed: row.authTokenSealed,
      formerTokenSealed: row.formerTokenSealed,
      formerTokenUntil: row.formerTokenUntil,
      connectedAt: row.createdAt,
      updatedAt: row.updatedAt,
    }
  );
};

export const configureLine = async (
  base: Platform,
  { accountSid, number }: Pick<LinePlace, "accountSid" | "number">,
): Promise<void> => {
  const config = await lineConfig(base, accountSid, number);
  if (config) await base.line(lineName(accountSid, number)).configure(config);
};

export const followDeps = (base: Platform): FollowDeps => ({
  ...base,
  threads: moveThreads(base),
  configureLine: (line) => configureLine(base, line),
});

export const lineDeps = (base: Platform): LineDeps => ({
  ...base,
  publicUrl: base.config.publicUrl,
  twilioApiBase: base.config.twilioApiBase,
  pollIntervalMs: base.config.pollIntervalMs,
  fetch: (input, init) => fetch(input, init),
  findConfig: (accountSid, number) => lineConfig(base, accountSid, number),
  deliver: (owner, message, first) => deliverWhatsapp(base, owner, message, first),
  reportDelivery: async (update, { tenantId }) => {
    const isOurs = await base.db(tenantId).first(conversations, eq(conversations.id, update.conversationId));
    if (isOurs) await base.conversation(update.conversationId).delivery(update);
  },
});
