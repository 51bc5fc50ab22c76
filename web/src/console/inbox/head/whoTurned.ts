import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import { momentOf } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";

type Turned = Pick<Conversation, "aiEnabled" | "overriddenAt" | "overriddenBy">;

/** Who turned the AI on or off last, and when. Turned on by nobody, it has taken the conversation back after a quiet time. */
export const whoTurned = ({ aiEnabled, overriddenAt, overriddenBy }: Turned): string => {
  if (overriddenAt === null) return t().inbox.neverTurned;
  return t().inbox.turnedBy(overriddenBy ?? (aiEnabled ? t().inbox.byItself : t().inbox.person), momentOf(overriddenAt));
};
