import { describe, expect, it } from "vitest";
import type { Conversation, Message } from "../../schema/contract/conversations.ts";
import { composerMode } from "../../web/src/console/inbox/composer/composerMode.ts";
import { closingSoon, replyWindow } from "../../web/src/console/inbox/replyWindow.ts";
import { conversation, message } from "./world.ts";

const now = Date.parse("2026-03-10T12:00:00.000Z");
const hour = 3_600_000;
const inHours = (hours: number) => new Date(now + hours * hour).toISOString();
const lastOn = (channel: Message["channel"]): NonNullable<Conversation["lastMessage"]> => ({
  text: "",
  channel,
  direction: "inbound",
  sender: "client",
  status: "received",
  mediaKind: null,
  mediaDurationMs: null,
});
const onWhatsapp = (more: Partial<Conversation> = {}) => conversation(1, { lastMessage: lastOn("whatsapp"), ...more });

describe("WhatsApp's window", () => {
  it.each([
    ["long before it closes", 20, "open"],
    ["just over four hours before", 4.01, "open"],
    ["four hours before", 4, "closing"],
    ["a minute before", 1 / 60, "closing"],
    ["as it closes", 0, "closed"],
    ["after it has closed", -3, "closed"],
  ])("is, %s (%s h), %s", (_when, hours, kind) => {
    expect(replyWindow(onWhatsapp({ windowClosesAt: inHours(hours) }), now).kind).toBe(kind);
  });

  it("tells what is left", () => {
    expect(replyWindow(onWhatsapp({ windowClosesAt: inHours(3) }), now)).toEqual({ kind: "closing", leftMs: 3 * hour });
  });

  it("has never opened for somebody who never wrote there", () => {
    expect(replyWindow(onWhatsapp(), now)).toEqual({ kind: "closed", hasOpened: false });
  });

  it("does not exist on the web, nor where nothing has been written", () => {
    expect(replyWindow(conversation(1, { lastMessage: lastOn("web"), windowClosesAt: inHours(-5) }), now).kind).toBe("free");
    expect(replyWindow(conversation(1), now).kind).toBe("free");
  });

  it("is marked in the list only for its last two hours", () => {
    const left = (hours: number) => closingSoon(onWhatsapp({ windowClosesAt: inHours(hours) }), now);
    expect([left(3), left(2), left(0.5), left(-1)]).toEqual([null, 2 * hour, 0.5 * hour, null]);
  });
});

describe("the composer", () => {
  const wrote = (hours: number, more: Partial<Message> = {}) => message(1, { createdAt: inHours(hours), ...more });

  it("becomes the template picker when the window closes", () => {
    const open = onWhatsapp({ windowClosesAt: inHours(1) });
    expect(composerMode(open, [], now)).toMatchObject({ kind: "free", isReplyOnly: false, window: { kind: "closing" } });
    expect(composerMode(open, [], now + hour)).toEqual({ kind: "templates", hasOpened: true });
  });

  it("lets nothing out after a STOP, templates neither", () => {
    const stopped = onWhatsapp({ windowClosesAt: inHours(20), stoppedAt: inHours(-2) });
    expect(composerMode(stopped, [wrote(-3), wrote(-2)], now)).toEqual({ kind: "stopped", stoppedAt: inHours(-2) });
    expect(composerMode(stopped, [wrote(-1, { direction: "outbound", sender: "ai" })], now).kind).toBe("stopped");
    expect(composerMode(stopped, [wrote(-1, { channel: "web" })], now).kind).toBe("stopped");
    expect(composerMode({ ...stopped, windowClosesAt: inHours(-1) }, [wrote(-2)], now).kind).toBe("stopped");
    expect(composerMode({ ...stopped, windowClosesAt: inHours(-1) }, [wrote(-1.5)], now).kind).toBe("stopped");
  });

  it("lets answers out once the customer has written again, and nothing else", () => {
    const stopped = onWhatsapp({ windowClosesAt: inHours(20), stoppedAt: inHours(-2) });
    expect(composerMode(stopped, [wrote(-1)], now)).toMatchObject({ kind: "free", isReplyOnly: true });
  });

  it("writes freely on the web, whatever was said on WhatsApp", () => {
    const stopped = conversation(1, { lastMessage: lastOn("web"), stoppedAt: inHours(-2) });
    expect(composerMode(stopped, [], now)).toMatchObject({ kind: "free", isReplyOnly: false });
  });
});
