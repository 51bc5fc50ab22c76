import RefreshCw from "lucide-solid/icons/refresh-cw";
import WifiOff from "lucide-solid/icons/wifi-off";
import { Show, type JSX } from "solid-js";
import { t } from "../../i18n/text.ts";
import { isReplaced } from "./late/fetchPart.ts";
import { isOnline } from "./network.ts";

/**
 * Says that there is no network, that the live line is down, or that a newer Filo has come and parts of this one are gone; the region is
 * always there, so that it is spoken.
 */
export const Banner = (props: { isLost: boolean }): JSX.Element => (
  <div role="status">
    <Show when={!isOnline() || props.isLost}>
      <div class="banner">
        <WifiOff size={16} />
        <p>{isOnline() ? t().common.reconnecting : t().common.offline}</p>
      </div>
    </Show>
    <Show when={isReplaced()}>
      <div class="banner">
        <RefreshCw size={16} />
        <p>
          {t().common.missing.replaced.title} {t().common.missing.replaced.help}
        </p>
        <button type="button" class="button slim" onClick={() => location.reload()}>
          {t().common.reload}
        </button>
      </div>
    </Show>
  </div>
);
