import KeyRound from "lucide-solid/icons/key-round";
import type { JSX } from "solid-js";
import type { CodeLine } from "../../../codeLines.ts";
import type { Message } from "../../../../../schema/contract/conversations.ts";
import { timeOf } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";
import { pointedAt } from "../jump.ts";

/** That a code passed here, between whom and when; the code itself is nobody else's. */
export const CodeDivider = (props: { message: Message; code: CodeLine; contactName: string }): JSX.Element => {
  const who = () => (props.message.direction === "inbound" ? props.contactName : t().inbox.ai);
  return (
    <p class="code-divider" classList={{ pointed: pointedAt() === props.message.id }} id={props.message.id} tabindex="-1">
      <KeyRound size={14} />
      <span>
        <bdi>{who()}</bdi> · {t().inbox.codes[props.code]} ·{" "}
        <time datetime={props.message.createdAt}>{timeOf(props.message.createdAt)}</time>
      </span>
    </p>
  );
};
