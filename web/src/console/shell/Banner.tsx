import WifiOff from "lucide-solid/icons/wifi-off";
import { Show, type JSX } from "solid-js";
import { t } from "../../i18n/text.ts";
import { isOnline } from "./network.ts";

/** Says that there is no network, or that the live line is down; the region is always there, so that it is spoken. */
export const Banner = (props: { isLost: boolean }): JSX.Element => (
  <div role="status">
    <Show when={!isOnline() || props.isLost}>
      <div class="banner">
        <WifiOff size={16} />
        <p>{isOnline() ? t().common.reconnecting : t().common.offline}</p>
      </div>
    </Show>
  </div>
);
