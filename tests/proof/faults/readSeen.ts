import type { WorldMessage } from "../../world/contract.ts";
import type { World } from "../../world/world.ts";
import type { Arrival, Seen, Send, Takeover } from "./history.ts";

/** A run as the world saw it; takeovers are the console's, so whoever made them tells of them. */
export const readSeen = (world: World, takeovers: Takeover[] = []): Seen => {
  const calls = new Map<string, Arrival["calls"]>();
  const reported = new Map<string, Send["reported"]>();
  for (const { kind, params, at, ms, status } of world.twilio.callbacks) {
    const sid = params.MessageSid ?? "";
    if (kind === "inbound") calls.set(sid, [...(calls.get(sid) ?? []), { from: at - ms, to: at, status }]);
    else if (status === 200) reported.set(sid, [...(reported.get(sid) ?? []), params.MessageStatus as Send["reported"][number]]);
  }
  const { messages } = world.core.state;
  return {
    arrivals: messages.filter(isInbound).map((message) => ({
      sid: message.sid,
      person: message.personId,
      number: message.number,
      text: message.body,
      calls: calls.get(message.sid) ?? [],
    })),
    sends: messages.filter((message) => !isInbound(message)).map((message) => sendOf(message, reported.get(message.sid) ?? [])),
    takeovers,
  };
};

const isInbound = ({ direction }: WorldMessage): boolean => direction === "inbound";

const sendOf = (message: WorldMessage, reported: Send["reported"]): Send => {
  const named = new URL(message.statusCallback ?? "http://none").searchParams;
  return {
    sid: message.sid,
    person: message.personId,
    number: message.number,
    body: message.body,
    at: message.createdAt,
    messageId: named.get("m") ?? "",
    part: Number(named.get("p")),
    status: message.status,
    reported,
  };
};
