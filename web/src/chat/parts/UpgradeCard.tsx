import { Show, type JSX } from "solid-js";
import { usePage } from "../page.ts";

/** In the composer's place when the day's messages are used up: what to do now. */
export const UpgradeCard = (): JSX.Element => {
  const { chat, words, open } = usePage();
  const info = chat.info;
  return (
    <section class="upgrade" aria-labelledby="upgrade-title">
      <h2 id="upgrade-title">{words.upgradeTitle}</h2>
      <p>{info().upgradeText || words.upgradeTomorrow}</p>
      <Show when={info().upgradeText}>
        <p class="soft">{words.upgradeTomorrow}</p>
      </Show>
      <div class="actions">
        <Show when={info().upgradeUrl}>
          {(url) => (
            <a class="button" href={url()} target="_blank" rel="noopener noreferrer">
              {words.upgrade}
            </a>
          )}
        </Show>
        <Show when={info().customer === null}>
          <button type="button" class="link" onClick={() => open("account")}>
            {words.alreadyMember}
          </button>
        </Show>
      </div>
    </section>
  );
};
