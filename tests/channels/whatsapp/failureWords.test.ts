import { describe, expect, it } from "vitest";
import { failureReasonOf } from "../../../web/src/console/inbox/failureReasons.ts";
import { languages } from "../../../web/src/i18n/language.ts";
import { dictionaries } from "../../support/dictionaries.ts";
import { knownFailureCodes, retryRuleOf } from "../../../workers/channels/whatsapp/retryTable.ts";

describe("the words for a failure", () => {
  it.each(knownFailureCodes)("of code %s are those of the rule that decides about it", (code) => {
    expect(failureReasonOf(code)).toBe(retryRuleOf(code).reason);
  });

  it.each(languages)("are there for every reason, in %s", (language) => {
    const { byReason } = dictionaries[language].failures;
    const reasons = knownFailureCodes.map((code) => retryRuleOf(code).reason);
    expect(reasons.filter((reason) => reason === null || !byReason[reason])).toEqual([]);
  });
});
