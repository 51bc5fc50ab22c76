import { whatsappLines } from "../../schema/tables/agents.ts";
import { lineName } from "../channels/whatsapp/line.ts";
import type { ErasureDeps, Work } from "./deps.ts";
import { withAll } from "./progress.ts";

/** The person's number in the inboxes of the tenant's lines, of those included that it has let go of since they wrote there. */
export const eraseLines = async ({ line }: Pick<ErasureDeps, "line">, { db, erasure, goOn }: Work): Promise<void> => {
  const { trail, conversationIds, startedAt: at } = erasure;
  if (!trail) return;
  const own = await db.pick({ accountSid: whatsappLines.accountSid, number: whatsappLines.number }, whatsappLines);
  const names = withAll(
    trail.lines,
    own.map(({ accountSid, number }) => lineName(accountSid, number)),
  );
  for (const name of names) {
    await goOn();
    await line(name).forgetSenders({ tenantId: db.tenantId, senders: trail.addresses, conversationIds, at });
  }
};
