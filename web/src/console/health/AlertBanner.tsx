import { A } from "@solidjs/router";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import X from "lucide-solid/icons/x";
import { createSignal, Show, type JSX } from "solid-js";
import type { Alert } from "../../../../schema/contract/health.ts";
import { healthWords } from "../../i18n/healthWords.ts";
import { paths } from "../../paths.ts";
import { alertTitle, byGravity, isGrave, isOnEveryPage } from "./alertWords.ts";

/** Hidden ones stay hidden until the page is loaded anew; another alert shows itself. */
const [hidden, setHidden] = createSignal<ReadonlySet<string>>(new Set<string>());

/** The gravest open alert, on one line over every page but the one that tells all of it. */
export default function AlertBanner(props: { alerts: readonly Alert[] }): JSX.Element {
  const gravest = () => byGravity(props.alerts.filter((alert) => isOnEveryPage(alert) && !hidden().has(alert.id)))[0];
  return (
    <Show when={gravest()}>
      {(alert) => (
        <div class="banner" classList={{ grave: isGrave(alert()) }} role="status">
          <TriangleAlert size={16} />
          <p>
            {alertTitle(alert())}. <A href={paths.health()}>{healthWords().see}</A>
          </p>
          <button
            type="button"
            class="banner-hide"
            aria-label={healthWords().hide}
            title={healthWords().hide}
            onClick={() => setHidden(new Set([...hidden(), alert().id]))}
          >
            <X size={16} />
          </button>
        </div>
      )}
    </Show>
  );
}
