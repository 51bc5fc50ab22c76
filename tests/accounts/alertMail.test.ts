import { describe, expect, it } from "vitest";
import { languageSchema } from "../../schema/contract/enums.ts";
import { alertKinds, type AlertKind } from "../../schema/contract/health.ts";
import { writeAlertMail, type AlertText } from "../../workers/accounts/alertMail.ts";

const link = "https://filo.test/console/health";
const languages = languageSchema.options;

const mailOf = (kind: AlertKind, more: Partial<AlertText> = {}) =>
  writeAlertMail("ada@example.com", {
    language: "it",
    businessName: "Palestra Aurora",
    kind,
    subject: "SUBJECT",
    detail: "77",
    link,
    ...more,
  });

describe("an alert's mail", () => {
  it.each(alertKinds.flatMap((kind) => languages.map((language) => [kind, language] as const)))(
    "%s in %s says what happened and what to do, and carries the link alone on a line",
    (kind, language) => {
      const mail = mailOf(kind, { language });
      expect(mail.to).toBe("ada@example.com");
      expect(mail.subject).toContain("Palestra Aurora");
      expect(mail.text.split("\n\n").length).toBeGreaterThanOrEqual(5);
      expect(mail.text.split("\n")).toContain(link);
      expect(mail.text).not.toMatch(/undefined|null/);
    },
  );

  it("names what it is about, where it is about one thing among several", () => {
    for (const kind of [
      "line_silent",
      "line_refused",
      "signatures_refused",
      "sends_failing",
      "model_quota_near",
      "spend_near_cap",
    ] as const)
      for (const language of languages) expect(mailOf(kind, { language }).text).toContain("SUBJECT");
  });

  it("has words of its own for each kind and language", () => {
    const texts = alertKinds.flatMap((kind) => languages.map((language) => mailOf(kind, { language }).text));
    expect(new Set(texts).size).toBe(alertKinds.length * languages.length);
  });

  it("keeps its subject on one line, whatever an agent or a business is called", () => {
    const name = "Coach\r\nBcc: everyone@example.com";
    expect(mailOf("spend_near_cap", { subject: name, businessName: name }).subject).not.toMatch(/[\r\n]/);
  });

  it("speaks of one conversation as of one", () => {
    expect(mailOf("outbox_stuck", { detail: "1" }).text).toContain("In una conversazione");
    expect(mailOf("outbox_stuck", { detail: "2" }).text).toContain("In 2 conversazioni");
  });
});
