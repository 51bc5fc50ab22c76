import Globe from "lucide-solid/icons/globe";
import MessageCircle from "lucide-solid/icons/message-circle";
import { Show, type JSX } from "solid-js";
import type { Channel } from "../../../../schema/contract/enums.ts";
import { t } from "../../i18n/text.ts";

/** Which way a message came or went. */
export const ChannelMark = (props: { channel: Channel }): JSX.Element => (
  <span class="channel" title={t().common.channels[props.channel]}>
    <Show when={props.channel === "whatsapp"} fallback={<Globe size={14} />}>
      <MessageCircle size={14} />
    </Show>
    <span class="only-spoken">{t().common.channels[props.channel]}</span>
  </span>
);
