import { describe, expect, it } from "vitest";
import { knownFailureCodes, retryRuleOf } from "../../../workers/channels/whatsapp/retryTable.ts";

/** The list, each as Twilio's page of that code says it. */
const table: [code: string, kind: "retry" | "wait" | "final", reason: string | null][] = [
  ["11751", "final", "media"],
  ["12300", "final", "media"],
  ["20003", "final", "credentials"],
  ["20429", "wait", "tooMany"],
  ["21211", "final", "wrongRecipient"],
  ["21408", "final", "notAllowed"],
  ["21610", "final", "stopped"],
  ["30001", "wait", "tooMany"],
  ["30002", "final", "suspended"],
  ["30003", "retry", "unreachable"],
  ["30004", "final", "blocked"],
  ["30005", "final", "wrongRecipient"],
  ["30006", "final", "wrongRecipient"],
  ["30007", "final", "content"],
  ["30008", "retry", "undelivered"],
  ["63001", "final", "credentials"],
  ["63002", "final", "wrongSender"],
  ["63003", "final", "notOnWhatsapp"],
  ["63005", "final", "content"],
  ["63012", "retry", "providerAway"],
  ["63013", "final", "content"],
  ["63015", "final", "sandbox"],
  ["63016", "final", "windowClosed"],
  ["63018", "wait", "tooMany"],
  ["63019", "retry", "media"],
  ["63020", "final", "businessAccount"],
  ["63021", "final", "content"],
  ["63024", "final", "wrongRecipient"],
  ["63027", "final", "template"],
  ["63028", "final", "templateValues"],
  ["63032", "final", "declined"],
  ["63034", "final", "media"],
  ["63036", "final", "notOnWhatsapp"],
  ["63038", "wait", "dailyLimit"],
  ["63049", "final", "declined"],
  ["63051", "final", "senderLocked"],
  ["92007", "final", "templateValues"],
  ["window_closed", "final", "windowClosed"],
  ["taken_over", "final", "takenOver"],
  ["unknown_outcome", "final", "unconfirmed"],
  ["503", "retry", "providerAway"],
  ["599", "retry", "providerAway"],
  ["429", "wait", "tooMany"],
  // New codes of Twilio's, and what is none.
  ["63999", "final", null],
  ["0", "final", null],
  ["", "final", null],
  ["unknown", "final", null],
  ["toString", "final", null],
  ["__proto__", "final", null],
];

describe("what is done about a failure", () => {
  it.each(table)("%s: %s", (code, kind, reason) => {
    expect(retryRuleOf(code)).toMatchObject({ kind, reason });
  });

  it("that is about the customer's wish, the window or the person in charge is never tried again", () => {
    const settled = new Set(["windowClosed", "stopped", "blocked", "declined", "takenOver", "content"]);
    const rules = knownFailureCodes.map(retryRuleOf).filter(({ reason }) => reason !== null && settled.has(reason));
    expect(rules.length).toBeGreaterThan(10);
    expect(rules.filter(({ kind }) => kind !== "final")).toEqual([]);
  });

  it("by a limit waits at least a second, and a day's limit long enough to matter", () => {
    for (const code of knownFailureCodes) {
      const rule = retryRuleOf(code);
      if (rule.kind === "wait") expect(rule.afterMs).toBeGreaterThanOrEqual(1000);
    }
    expect(retryRuleOf("63038")).toMatchObject({ afterMs: 60 * 60_000, slowsNumber: false });
    expect(retryRuleOf("63018")).toMatchObject({ slowsNumber: true });
  });
});
