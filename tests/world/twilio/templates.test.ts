import { expect, test } from "vitest";
import type { Template, TemplateBody } from "../shapes.ts";
import { missingVariables, outsideWindow, readVariables, renderTemplate } from "./templates.ts";

const template = (types: Record<string, TemplateBody>, variables: Record<string, string> = {}): Template => ({
  sid: `HX${"0".repeat(32)}`,
  accountSid: `AC${"0".repeat(32)}`,
  friendlyName: "prova",
  language: "it",
  types,
  variables,
  approval: { status: "approved", name: "prova", category: "UTILITY", rejectionReason: "" },
  createdAt: 0,
  updatedAt: 0,
});

test("a card with picture, small print and buttons of each kind, placeholders filled wherever they stand", () => {
  const card = template(
    {
      "twilio/text": { body: "ripiego" },
      "twilio/card": {
        title: "Ciao {{1}}",
        body: "Prova del {{2}}",
        subtitle: "Palestra Aurora",
        media: ["https://filo.example/{{3}}.jpg"],
        actions: [
          { type: "QUICK_REPLY", title: "Vengo", id: "yes-{{1}}" },
          { type: "URL", title: "Prenota", url: "https://filo.example/p/{{1}}" },
          { type: "PHONE_NUMBER", title: "Chiama", phone: "+14155550123" },
        ],
      },
    },
    { 2: "lunedì", 3: "sala" },
  );
  expect(renderTemplate(card, { 1: "Marta" })).toMatchObject({
    type: "twilio/card",
    title: "Ciao Marta",
    body: "Prova del lunedì",
    footer: "Palestra Aurora",
    mediaUrl: "https://filo.example/sala.jpg",
    buttons: [
      { kind: "reply", title: "Vengo", value: "yes-Marta" },
      { kind: "url", title: "Prenota", value: "https://filo.example/p/Marta" },
      { kind: "phone", title: "Chiama", value: "+14155550123" },
    ],
  });
  expect(missingVariables(card, {})).toEqual(["1"]);
});

test("what may be sent when the window is closed", () => {
  const text = template({ "twilio/text": { body: "Ciao" } });
  expect(outsideWindow(text, {})).toBeNull();
  for (const status of ["unsubmitted", "received", "pending"] as const)
    expect(outsideWindow({ ...text, approval: { ...text.approval, status } }, {})).toBe(63016);
  expect(outsideWindow(template({ "twilio/list-picker": { body: "Scegli" } }), {})).toBe(63016);
  expect(outsideWindow(template({ "twilio/text": { body: "Ciao {{1}}" } }), {})).toBe(63028);
});

test("variables are a JSON object of texts or numbers", () => {
  expect(readVariables('{"1":"Marta","2":3}')).toEqual({ 1: "Marta", 2: "3" });
  expect(readVariables(undefined)).toEqual({});
  expect(readVariables("3")).toMatchObject({ code: 21656 });
});
