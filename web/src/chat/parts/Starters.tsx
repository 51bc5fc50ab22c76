import { For, type JSX } from "solid-js";
import { usePage } from "../page.ts";

/** Ways to begin, the last of which is a person. */
export const Starters = (): JSX.Element => {
  const { chat, words } = usePage();
  return (
    <ul class="starters">
      <For each={chat.info().starters.slice(0, 4)}>
        {(starter) => (
          <li>
            <button type="button" class="chip" onClick={() => chat.send(starter)}>
              {starter}
            </button>
          </li>
        )}
      </For>
      <li>
        <button type="button" class="chip to-person" onClick={() => chat.send(words.personWord)}>
          {words.callPerson}
        </button>
      </li>
    </ul>
  );
};
