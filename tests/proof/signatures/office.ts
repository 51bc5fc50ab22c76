import type { Conversation, Message } from "../../../schema/contract/conversations.ts";
import { startStage, type Stage } from "../../support/stage.ts";
import { settledState, storedState, type StoredState } from "../../support/storedState.ts";
import { waitFor } from "../waitFor.ts";
import type { Doors } from "./requests.ts";

/** A line of ours with one answered message, and another tenant's line. */
export interface Office {
  stage: Stage;
  doors: Doors;
  /** Everything stored but what counts refusals and polls. */
  stored(): Promise<StoredState>;
}

interface List<T> {
  items: T[];
}

/** Twilio's side of an object's key-value store: when it was polled, how many calls were refused. */
const isLeftOut = (table: string): boolean => /_cf_|metadata|cache/.test(table) || table.endsWith("/rate_limits");

export const openOffice = async (): Promise<Office> => {
  const stage = await startStage();
  const other = await stage.signUp("Altra Palestra");
  const agent = await stage.agent({ slug: "firme", autoResponseEnabled: false });
  const line = await stage.line(agent);
  const others = await stage.line(await stage.agent({ slug: "altre" }, other), {}, other);
  const from = stage.newPerson();
  await stage.world.phone(from).says("Ci siete?", { to: line.number });
  const conversation = await waitFor(async () => {
    const { items } = await stage.owner.get<List<Conversation>>("/api/conversations");
    return items[0] ?? null;
  });
  const path = `/api/conversations/${conversation.id}`;
  await stage.owner.post(`${path}/send`, { messageText: "Sì, aperti", clientMessageId: "signatures-answer" });
  await stage.world.phone(from).waitFor(1);
  const message = await waitFor(async () => {
    const { items } = await stage.owner.get<List<Message>>(`${path}/messages`);
    return items.find((one) => one.direction === "outbound" && ["delivered", "read"].includes(one.status ?? "")) ?? null;
  });
  const sid = stage.world.twilio.sent.find(({ to }) => to.includes(from))!.sid;
  const sent = { conversationId: conversation.id, messageId: message.id, sid, to: from };
  const stored = () => settledState(() => storedState(stage.stateDir, isLeftOut));
  return { stage, doors: { publicUrl: stage.url, line, others, sent }, stored };
};
