import { describe, expect, it } from "vitest";
import { parseInbound, parseStatus } from "../../../workers/channels/whatsapp/webhook.ts";

const accountSid = `AC${"a".repeat(32)}`;
const sid = `SM${"1".repeat(32)}`;
const now = 1_790_000_000_000;

// https://www.twilio.com/docs/messaging/guides/webhook-request
const documented = {
  MessageSid: sid,
  SmsSid: sid,
  SmsMessageSid: sid,
  SmsStatus: "received",
  AccountSid: accountSid,
  ApiVersion: "2010-04-01",
  From: "whatsapp:+447700900001",
  To: "whatsapp:+14155550123",
  Body: "Ciao",
  NumMedia: "0",
  NumSegments: "1",
  ProfileName: "Anna",
  WaId: "447700900001",
  ExternalUserId: "whatsapp:GB.13491208655302741918",
};

const message = {
  sid,
  accountSid,
  from: { kind: "phone", value: "+447700900001" },
  to: "+14155550123",
  text: "Ciao",
  profileName: "Anna",
  media: [],
  place: null,
  quotedSid: null,
  button: null,
  receivedAt: now,
  source: "webhook",
};

const file = (place: number) =>
  `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/ME${String(place).repeat(32)}`;
const quoted = `MM${"c".repeat(32)}`;

const without = (...names: (keyof typeof documented)[]): Record<string, string> =>
  Object.fromEntries(Object.entries(documented).filter(([name]) => !(names as string[]).includes(name)));

describe("an incoming-message webhook", () => {
  it.each([
    ["as documented", documented, message],
    ["with fields Twilio adds one day", { ...documented, Zodiac: "lion", __proto__x: "1" }, message],
    [
      "only files, several",
      {
        ...documented,
        Body: "",
        NumMedia: "2",
        MediaUrl0: file(0),
        MediaContentType0: "audio/ogg; codecs=opus",
        MediaUrl1: file(1),
        MediaContentType1: "IMAGE/JPEG",
      },
      {
        ...message,
        text: "",
        media: [
          { url: file(0), announcedType: "audio/ogg" },
          { url: file(1), announcedType: "image/jpeg" },
        ],
      },
    ],
    [
      "a sticker",
      { ...documented, Body: "", NumMedia: "1", MediaUrl0: file(0), MediaContentType0: "image/webp", MessageType: "sticker" },
      { ...message, text: "", media: [{ url: file(0), announcedType: "image/webp" }] },
    ],
    [
      "a contact",
      { ...documented, Body: "", NumMedia: "1", MediaUrl0: file(0), MediaContentType0: "text/vcard", MessageType: "contacts" },
      { ...message, text: "", media: [{ url: file(0), announcedType: "text/vcard" }] },
    ],
    [
      "a file whose address and type are missing",
      { ...documented, NumMedia: "1" },
      { ...message, media: [{ url: "", announcedType: "application/octet-stream" }] },
    ],
    [
      "more files than a message can have",
      { ...documented, NumMedia: "999" },
      { ...message, media: Array.from({ length: 10 }, () => ({ url: "", announcedType: "application/octet-stream" })) },
    ],
    [
      "a place",
      {
        ...documented,
        Body: "",
        Latitude: "45.4642",
        Longitude: "-0.5",
        Label: "Studio Rossi",
        Address: "Via Roma 1, Milano",
        MessageType: "location",
      },
      {
        ...message,
        text: "",
        place: { latitude: 45.4642, longitude: -0.5, name: "Studio Rossi", address: "Via Roma 1, Milano" },
      },
    ],
    [
      "a place without a name",
      { ...documented, Body: "", Latitude: "0", Longitude: "0" },
      { ...message, text: "", place: { latitude: 0, longitude: 0, name: null, address: null } },
    ],
    ["half a place", { ...documented, Latitude: "45.4", Longitude: "" }, message],
    ["a place off the globe", { ...documented, Latitude: "91", Longitude: "7" }, message],
    [
      "a tapped button",
      { ...documented, Body: "Conferma", ButtonText: "Conferma", ButtonPayload: "confirm_12", OriginalRepliedMessageSid: quoted },
      { ...message, text: "Conferma", button: { text: "Conferma", payload: "confirm_12" }, quotedSid: quoted },
    ],
    [
      "a tapped button without a payload",
      { ...documented, Body: "", ButtonText: "Sì" },
      { ...message, text: "", button: { text: "Sì", payload: null } },
    ],
    ["a reply to a message that isn't named by a SID", { ...documented, OriginalRepliedMessageSid: "'; --" }, message],
    ["an odd count of media", { ...documented, NumMedia: "-1e9" }, message],
    ["no profile name", { ...documented, ProfileName: "  " }, { ...message, profileName: null }],
    ["longer than a message can be", { ...documented, Body: "à".repeat(9000) }, { ...message, text: "à".repeat(9000) }],
    ["right to left, and emoji", { ...documented, Body: "مرحبا 👩‍👩‍👧‍👦" }, { ...message, text: "مرحبا 👩‍👩‍👧‍👦" }],
    ["an old field for the id", without("MessageSid"), message],
    ["a number without its channel", { ...documented, To: "+14155550123" }, message],
    [
      "a customer who hides the phone",
      { ...without("WaId"), From: "whatsapp:GB.13491208655302741918" },
      { ...message, from: { kind: "whatsapp", value: "GB.13491208655302741918" } },
    ],
    [
      "no sender but a user id",
      without("From", "WaId"),
      { ...message, from: { kind: "whatsapp", value: "GB.13491208655302741918" } },
    ],
  ])("%s", (_name, form, expected) => {
    expect(parseInbound(form, now)).toEqual({ kind: "message", message: expected });
  });

  it.each([
    ["empty text", { ...documented, Body: "  " }],
    ["no body at all", without("Body")],
    // Twilio documents no field for a reaction (the page of the webhook's request), so there is nothing to take from one.
    ["a kind that Twilio doesn't pass on", { ...documented, Body: "", MessageType: "reaction" }],
  ])("with %s is a message that says nothing", (_name, form) => {
    expect(parseInbound(form, now)).toMatchObject({ kind: "message", message: { sid: message.sid, media: [], place: null } });
  });

  it.each([
    ["a message id", without("MessageSid", "SmsSid", "SmsMessageSid"), "MessageSid"],
    ["a message id that is one", { ...documented, MessageSid: "SM1; DROP TABLE" }, "MessageSid"],
    ["an account", without("AccountSid"), "AccountSid"],
    ["a receiver", without("To"), "To"],
    ["a sender", without("From", "ExternalUserId"), "From"],
    ["anything", {}, "MessageSid"],
  ])("is malformed without %s", (_name, form, field) => {
    expect(parseInbound(form, now)).toEqual({ kind: "malformed", field });
  });

  it.each(["queued", "sent", "delivered", "read", "failed", "undelivered"])(
    "a delivery report (%s) is never taken for a message",
    (status) => {
      const report = { ...documented, MessageStatus: status, SmsStatus: status, Body: "Ciao" };
      expect(parseInbound(report, now)).toEqual({ kind: "ignored", why: "delivery_report" });
      const { MessageStatus: _, ...old } = report;
      expect(parseInbound(old, now)).toEqual({ kind: "ignored", why: "delivery_report" });
    },
  );

  it("passes over what our own number has written", () => {
    expect(parseInbound({ ...documented, From: documented.To }, now)).toEqual({ kind: "ignored", why: "own_message" });
  });
});

describe("a status callback", () => {
  const query = { c: "cnv_1", m: "msg_1", p: "2" };
  const update = { conversationId: "cnv_1", messageId: "msg_1", part: 2, sid, at: now, failure: null };
  const form = { MessageSid: sid, AccountSid: accountSid, From: documented.To, To: documented.From };

  it.each([
    ["sent", "sent"],
    ["delivered", "delivered"],
    ["read", "read"],
    ["READ", "read"],
  ])("%s", (wire, status) => {
    const parsed = parseStatus({ ...form, MessageStatus: wire }, query, now);
    expect(parsed).toEqual({ kind: "update", update: { ...update, status } });
  });

  it("says in words why a message failed", () => {
    const parsed = parseStatus({ ...form, MessageStatus: "undelivered", ErrorCode: "63016" }, query, now);
    const failure = { code: "63016", detail: "WhatsApp's 24-hour window is closed" };
    expect(parsed).toEqual({ kind: "update", update: { ...update, status: "failed", failure } });
  });

  it("keeps Twilio's own words for a code without ours", () => {
    const parsed = parseStatus({ ...form, MessageStatus: "failed", ErrorCode: "63999", ChannelStatusMessage: "Odd" }, query, now);
    expect(parsed).toMatchObject({ update: { failure: { code: "63999", detail: "Odd" } } });
  });

  it.each(["queued", "sending", "accepted", ""])("%j says nothing new", (wire) => {
    expect(parseStatus({ ...form, MessageStatus: wire }, query, now)).toEqual({ kind: "ignored", status: wire });
  });

  it("is malformed without a message id or with a part that is no number", () => {
    expect(parseStatus({ MessageStatus: "sent" }, query, now).kind).toBe("malformed");
    expect(parseStatus({ ...form, MessageStatus: "sent" }, { ...query, p: "1e3" }, now).kind).toBe("malformed");
  });
});
