import { describe, expect, it } from "vitest";
import { contentOf } from "../../../../workers/channels/whatsapp/templates/content.ts";
import { fitsTemplate } from "../../../../workers/channels/whatsapp/templates/fitsTemplate.ts";

const sid = `HX${"a".repeat(32)}`;
const approval = {
  name: "promemoria",
  category: "UTILITY",
  content_type: "twilio/text",
  status: "approved",
  rejection_reason: "",
  allow_category_change: true,
};
/** As documented: https://www.twilio.com/docs/content/content-api-resources#fetch-content-and-approvals */
const listed = {
  sid,
  account_sid: `AC${"b".repeat(32)}`,
  friendly_name: "promemoria_lezione",
  language: "it",
  variables: { "1": "Anna", "2": "lunedì" },
  types: { "twilio/text": { body: "Ciao {{1}}, a {{2}}. Ti aspettiamo, {{1}}!" } },
  approval_requests: approval,
  date_created: "2026-11-01T10:00:00Z",
};
const typed = (name: string, type: unknown, variables: object = {}) =>
  contentOf({ ...listed, types: { [name]: type }, variables, approval_requests: { ...approval, content_type: name } });

describe("an entry of Twilio's list of contents", () => {
  it("becomes a template with its words, its values and WhatsApp's verdict", () => {
    expect(contentOf(listed)).toEqual({
      contentSid: sid,
      name: "promemoria_lezione",
      language: "it",
      category: "UTILITY",
      status: "approved",
      rejectionReason: null,
      body: "Ciao {{1}}, a {{2}}. Ti aspettiamo, {{1}}!",
      variables: [
        { name: "1", sample: "Anna" },
        { name: "2", sample: "lunedì" },
      ],
      isSupported: true,
    });
  });

  it.each([
    ["twilio/quick-reply", { body: "Confermi?", actions: [{ title: "Sì", id: "yes" }] }, "Confermi?", []],
    [
      "twilio/call-to-action",
      { body: "Prenota", actions: [{ type: "URL", title: "Apri", url: "https://filo.example/{{code}}" }] },
      "Prenota",
      ["code"],
    ],
    ["twilio/media", { body: "Ecco {{1}}", media: ["https://filo.example/{{2}}.jpg"] }, "Ecco {{1}}", ["1", "2"]],
    [
      "twilio/card",
      { title: "Offerta {{1}}", subtitle: "Fino a {{2}}", media: ["https://filo.example/a.jpg"], actions: [] },
      "Offerta {{1}}\nFino a {{2}}",
      ["1", "2"],
    ],
    [
      "whatsapp/card",
      { header_text: "Filo", body: "Ciao {{ name }}", footer: "Rispondi STOP per non ricevere altro" },
      "Filo\nCiao {{ name }}\nRispondi STOP per non ricevere altro",
      ["name"],
    ],
  ])("of the kind %s can be sent", (name, type, body, variables) => {
    const content = typed(name, type);
    expect(content).toMatchObject({ body, isSupported: true });
    expect(content?.variables.map((variable) => variable.name)).toEqual(variables);
  });

  it.each(["twilio/list-picker", "twilio/carousel", "twilio/catalog", "twilio/flows", "whatsapp/authentication", "twilio/new"])(
    "of the kind %s is shown, but cannot be sent",
    (name) => {
      expect(typed(name, { body: "Scegli" })).toMatchObject({ body: "Scegli", isSupported: false });
    },
  );

  it("with several forms is the one that was put before WhatsApp", () => {
    const types = { "twilio/text": { body: "testo" }, "twilio/quick-reply": { body: "bottoni" } };
    const content = contentOf({ ...listed, types, approval_requests: { ...approval, content_type: "twilio/quick-reply" } });
    expect(content?.body).toBe("bottoni");
    expect(contentOf({ ...listed, types, approval_requests: null })).toMatchObject({ body: "testo", status: "unsubmitted" });
  });

  it.each([
    ["unsubmitted", "unsubmitted"],
    ["received", "received"],
    ["PENDING", "pending"],
    ["rejected", "rejected"],
    ["paused", "paused"],
    ["disabled", "disabled"],
    ["", "unsubmitted"],
    // What isn't known is no approval.
    ["in_appeal", "disabled"],
  ])("whose status is %j is %s", (status, expected) => {
    const content = contentOf({ ...listed, approval_requests: { ...approval, status, rejection_reason: "Perché" } });
    expect(content).toMatchObject({ status: expected, rejectionReason: "Perché" });
  });

  it("that isn't one is passed over", () => {
    expect([null, {}, { ...listed, sid: "x" }, { ...listed, types: {} }, { ...listed, types: undefined }].map(contentOf)).toEqual(
      [null, null, null, null, null],
    );
  });
});

describe("a filled-in template in Twilio's log", () => {
  const values = { "1": "Anna", "2": "lunedì 3 marzo" };

  it.each([
    ["the same words", "Ciao Anna, a lunedì 3 marzo", true],
    ["other spaces", " Ciao Anna,\n\na lunedì  3 marzo ", true],
    ["a header and a footer", "FILO\nCiao Anna, a lunedì 3 marzo\nSTOP per uscire", true],
    ["another value", "Ciao Anna, a martedì 4 marzo", false],
    ["another template", "Grazie!", false],
  ])("with %s: %s", (_name, body, expected) => {
    expect(fitsTemplate(body, "Ciao Anna, a lunedì 3 marzo", values)).toBe(expected);
  });

  it("without values is told by its words alone", () => {
    expect(fitsTemplate("A presto", "A presto", {})).toBe(true);
    expect(fitsTemplate("Altro", "A presto", {})).toBe(false);
  });
});
