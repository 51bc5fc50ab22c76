import { Show, type JSX } from "solid-js";
import type { FailureKey } from "../../api/problem.ts";
import { usePage } from "../page.ts";
import { failureIn } from "../words/words.ts";
import { Composer } from "./Composer.tsx";
import { Icon } from "./Icon.tsx";
import { UpgradeCard } from "./UpgradeCard.tsx";

const tellsFrom = 5;

/** The foot of the page: how things stand, then the composer, or the card when there is nothing left to write with. */
export const Dock = (): JSX.Element => {
  const { chat, words, open } = usePage();
  /** Switched off, it takes no messages: there is nothing to write with, and nobody is said to answer. */
  const isOff = () => !chat.info().isActive;
  const remaining = () => (chat.state().aiEnabled ? chat.state().remaining : null);
  const isUsedUp = () => remaining() === 0 && chat.state().streams.length === 0 && chat.state().outgoing.length === 0;
  const isFew = () => {
    const left = remaining();
    return left !== null && left > 0 && left <= tellsFrom;
  };
  return (
    <div class="column">
      <Show when={!chat.isOnline()}>
        <p class="notice offline" role="status">
          <Icon name="alert" /> {words.offline}
        </p>
      </Show>
      <Show when={chat.confirmed()}>
        {(outcome) => (
          <p class="notice" classList={{ done: outcome() === "ok" }} role="status">
            {outcome() === "ok" ? words.emailConfirmed : failureIn(words, outcome() as FailureKey)}
          </p>
        )}
      </Show>
      <Show when={isOff()}>
        <p class="notice" role="status">
          <Icon name="alert" /> {failureIn(words, "agent_inactive")}
        </p>
      </Show>
      <Show when={!isOff() && chat.state().isBlocked}>
        <p class="notice" role="status">
          <Icon name="alert" /> {failureIn(words, "blocked")}
        </p>
      </Show>
      <Show when={!isOff() && !chat.state().isBlocked && !chat.state().aiEnabled}>
        <p class="notice in-charge" role="status">
          <Icon name="person" /> {words.personInCharge}
        </p>
      </Show>
      <Show when={!isOff()}>
        <Show when={isUsedUp()} fallback={<Composer />}>
          <UpgradeCard />
        </Show>
      </Show>
      <div class="below">
        <p role="status">
          <Show when={isFew()}>{words.remaining(remaining() ?? 0)}</Show>
        </p>
        <Show when={!isOff() && chat.state().aiEnabled && chat.state().thread.items.length > 0}>
          <button type="button" class="link" onClick={() => chat.newTopic()}>
            <Icon name="again" /> {words.newTopic}
          </button>
        </Show>
        <Show when={!isOff() && chat.info().whatsappNumber}>
          <Show
            when={chat.info().linkedWhatsapp}
            fallback={
              <button type="button" class="link" onClick={() => open("whatsapp")}>
                <Icon name="chat" /> {words.onWhatsapp}
              </button>
            }
          >
            {(number) => <p class="linked">{words.linked(number())}</p>}
          </Show>
        </Show>
      </div>
    </div>
  );
};
