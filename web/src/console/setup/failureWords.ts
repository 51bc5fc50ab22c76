import { t } from "../../i18n/text.ts";
import { failureReasonOf } from "../inbox/failureReasons.ts";

/** What a provider's code means, in the reader's words; the bare code where nobody has worded it. */
export const failureWordsOf = (code: string): string => {
  const reason = failureReasonOf(code);
  return reason ? t().failures.byReason[reason] : `(${code})`;
};
