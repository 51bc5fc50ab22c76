import { describe, expect, it } from "vitest";
import { writeMail, type MailText } from "../../workers/accounts/mails.ts";

const link = "https://filo.test/console/verify?token=abc";
const templates: MailText["template"][] = ["verify_user", "reset_password", "verify_customer", "invitation"];

describe("mails", () => {
  it.each(templates.flatMap((template) => [[template, "it"] as const, [template, "en"] as const]))(
    "%s in %s carries its link alone on a line",
    (template, language) => {
      const mail = writeMail("ada@example.com", { template, language, businessName: "Palestra Aurora", link });
      expect(mail.to).toBe("ada@example.com");
      expect(mail.text.split("\n")).toContain(link);
      expect(mail.subject).not.toBe("");
    },
  );

  it("speak the reader's language", () => {
    const subjects = templates.flatMap((template) =>
      (["it", "en"] as const).map(
        (language) => writeMail("a@b.it", { template, language, businessName: "Aurora", link }).subject,
      ),
    );
    expect(new Set(subjects).size).toBe(8);
  });

  it("keep their subject on one line, whatever a business calls itself", () => {
    const businessName = "Aurora\r\nBcc: everyone@example.com";
    const mail = writeMail("a@b.it", { template: "verify_customer", language: "it", businessName, link });
    expect(mail.subject).not.toMatch(/[\r\n]/);
    const invitedBy = "Ada\r\nBcc: everyone@example.com";
    expect(writeMail("a@b.it", { template: "invitation", language: "en", businessName, link, invitedBy }).subject).not.toMatch(
      /[\r\n]/,
    );
  });
});
