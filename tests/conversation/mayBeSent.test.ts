import { describe, expect, it } from "vitest";
import { isSilenced, mayBeSent, type Purpose, type Sending } from "../../workers/conversation/mayBeSent.ts";
import { lastMomentMs, windowMs } from "../../workers/conversation/window.ts";

const now = 1_700_000_000_000;
const hour = 60 * 60_000;

type Standing = Parameters<typeof mayBeSent>[0];
const standing = (set: Partial<Standing> = {}): Standing => ({
  place: "open",
  aiEnabled: true,
  whatsapp: { line: "AC:+1", to: "+447700900001" },
  lastWhatsappInboundAt: now - hour,
  stoppedAt: null,
  stoppedOnWebAt: null,
  lastWebInboundAt: null,
  ...set,
});

const ai = (purpose: Purpose = "reply"): Sending => ({ channel: "whatsapp", sender: "ai", purpose, isTemplate: false });
const person: Sending = { channel: "whatsapp", sender: "consultant", purpose: "reply", isTemplate: false };
const template: Sending = { channel: "whatsapp", sender: "consultant", purpose: "initiative", isTemplate: true };

describe("whether something may be sent", () => {
  const takenOver = standing({ aiEnabled: false });
  const closed = standing({ lastWhatsappInboundAt: now - windowMs });
  const stopped = standing({ stoppedAt: now - hour, lastWhatsappInboundAt: now - hour });
  const wroteAgain = standing({ stoppedAt: now - 2 * hour });
  const wroteAgainLongAgo = standing({ stoppedAt: now - 3 * windowMs, lastWhatsappInboundAt: now - 2 * windowMs });
  const stoppedAndTaken = { ...stopped, aiEnabled: false };
  const cases: [what: string, state: Standing, sending: Sending, refused: ReturnType<typeof mayBeSent>][] = [
    ["an AI reply within the window", standing(), ai(), null],
    ["an AI reply after a takeover", takenOver, ai(), "taken_over"],
    ["a person's message after a takeover", takenOver, person, null],
    ["a person's message within the window", standing(), person, null],
    ["in time before the window closes", standing({ lastWhatsappInboundAt: now - windowMs + lastMomentMs + 1 }), person, null],
    [
      "too late to get there in time",
      standing({ lastWhatsappInboundAt: now - windowMs + lastMomentMs }),
      person,
      "window_closed",
    ],
    ["as the window closes", closed, person, "window_closed"],
    ["an AI reply outside the window", closed, ai(), "window_closed"],
    ["free text to who never wrote on WhatsApp", standing({ lastWhatsappInboundAt: null }), person, "window_closed"],
    ["a template outside the window", closed, template, null],
    ["a template to who never wrote, but whose number is known", standing({ lastWhatsappInboundAt: null }), template, null],
    ["anything without a number", standing({ whatsapp: null }), person, "no_channel"],
    ["a template without a number", standing({ whatsapp: null }), template, "no_channel"],
    ["an AI reply after STOP", stopped, ai(), "stopped"],
    ["a person's message after STOP", stopped, person, "stopped"],
    ["a template after STOP", stopped, template, "stopped"],
    ["free text of one's own accord after STOP", stopped, { ...person, purpose: "initiative" }, "stopped"],
    ["the confirmation of STOP", stopped, ai("stop_confirmation"), null],
    ["the confirmation of STOP while a person is in charge", stoppedAndTaken, ai("stop_confirmation"), null],
    ["the confirmation of a START that a STOP has overtaken", stopped, ai("start_confirmation"), "stopped"],
    ["the confirmation of START while a person is in charge", takenOver, ai("start_confirmation"), null],
    ["an AI reply to who wrote after STOP", wroteAgain, ai(), null],
    ["a person's reply to who wrote after STOP", wroteAgain, person, null],
    ["a template to who wrote after STOP", wroteAgain, template, "stopped"],
    ["a person's reply to who wrote after STOP, a day later", wroteAgainLongAgo, person, "window_closed"],
    ["a message on the page after STOP on WhatsApp", stopped, { ...person, channel: "web" }, null],
    ["a message on the page without a number", standing({ whatsapp: null }), { ...person, channel: "web" }, null],
    ["a message on the page after STOP there", standing({ stoppedOnWebAt: now }), { ...person, channel: "web" }, "stopped"],
    [
      "a message on the page to who wrote there after STOP",
      standing({ stoppedOnWebAt: now - 2, lastWebInboundAt: now - 1 }),
      { ...person, channel: "web" },
      null,
    ],
    ["a WhatsApp message after STOP on the page", standing({ stoppedOnWebAt: now }), person, null],
  ];
  it.each(cases)("%s", (_what, state, sending, refused) => {
    expect(mayBeSent(state, sending, now)).toBe(refused);
  });

  it("is silence only until the customer writes on that channel again", () => {
    expect(isSilenced(stopped, "whatsapp")).toBe(true);
    expect(isSilenced(stopped, "web")).toBe(false);
    expect(isSilenced(wroteAgain, "whatsapp")).toBe(false);
  });
});
