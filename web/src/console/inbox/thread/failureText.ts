import type { Message } from "../../../../../schema/contract/conversations.ts";
import { t } from "../../../i18n/text.ts";
import { failureReasonOf } from "../failureReasons.ts";

/** https://www.twilio.com/docs/api/errors/21610 */
const stoppedByTwilio = "21610";

/** Whether a message needs a word on why it did not go out; what was withdrawn says by what. */
export const hasTrouble = ({ status, failure }: Pick<Message, "status" | "failure">): boolean =>
  status === "failed" || status === "ambiguous" || (status === "canceled" && failure !== null);

/** Whether it was withdrawn and nothing went wrong: told quietly. */
export const isWithdrawn = ({ status }: Pick<Message, "status">): boolean => status === "canceled";

/** Why a message did not go out and what to do about it, in the reader's language; the provider's own English is never shown. */
export const failureText = ({ status, failure }: Pick<Message, "status" | "failure">): string => {
  const words = t().failures;
  if (status === "ambiguous") return words.ambiguous;
  if (!failure) return t().inbox.failedBecause(words.unexplained);
  // Only a STOP's confirmation is withdrawn by Twilio's own number for a stopped customer; whatever else meets it has failed.
  if (status === "canceled" && failure.code === stoppedByTwilio) return words.stopConfirmed;
  const reason = failureReasonOf(failure.code);
  if (reason) return t().inbox.failedBecause(words.byReason[reason]);
  return t().inbox.failedBecause(/\d/.test(failure.code) ? words.other(failure.code) : words.unexplained);
};
