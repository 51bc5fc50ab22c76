import { createSignal, For, Show, type JSX } from "solid-js";
import type { Message } from "../../../../../schema/contract/conversations.ts";
import { momentOf } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";
import { deliveryTimes } from "./deliveryTimes.ts";
import { Ticks } from "../Ticks.tsx";
import { tickOf } from "../ticks.ts";

/** How far a message of ours has come; hovered or pressed, when it came there. */
export const Delivery = (props: { message: Message }): JSX.Element => {
  const [isOpen, setOpen] = createSignal(false);
  const word = () => t().inbox.status[props.message.status];
  const times = () => deliveryTimes(props.message);
  const told = () => times().map(({ status, at }) => `${t().inbox.status[status]}: ${momentOf(at)}`);
  return (
    <Show when={times().length > 0} fallback={<Ticks mark={tickOf(props.message)} word={word()} />}>
      <button
        type="button"
        class="ticks-button"
        aria-expanded={isOpen()}
        title={told().join("\n")}
        onClick={() => setOpen(!isOpen())}
      >
        <Ticks mark={tickOf(props.message)} word={`${word()}. ${t().inbox.deliveryTimes}`} isTitled={false} />
      </button>
      <Show when={isOpen()}>
        <dl class="delivery-times">
          <For each={times()}>
            {({ status, at }) => (
              <div>
                <dt>{t().inbox.status[status]}</dt>
                <dd>
                  <time datetime={at}>{momentOf(at)}</time>
                </dd>
              </div>
            )}
          </For>
        </dl>
      </Show>
    </Show>
  );
};
