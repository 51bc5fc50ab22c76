import type { Message } from "../../../../schema/contract/conversations.ts";
import { t } from "../../i18n/text.ts";
import { failureReasonOf } from "./failureReasons.ts";

/** Why a message did not go out and what to do about it, in the reader's language; the provider's own English is never shown. */
export const failureText = ({ status, failure }: Pick<Message, "status" | "failure">): string => {
  const words = t().failures;
  if (status === "ambiguous") return words.ambiguous;
  if (!failure) return t().inbox.failedBecause(words.unexplained);
  const reason = failureReasonOf(failure.code);
  if (reason) return t().inbox.failedBecause(words.byReason[reason]);
  return t().inbox.failedBecause(/\d/.test(failure.code) ? words.other(failure.code) : words.unexplained);
};
