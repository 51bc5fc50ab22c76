import { Show, type JSX } from "solid-js";
import { usePage } from "../page.ts";
import { LevelChip } from "./LevelChip.tsx";

/** Top right: who is looking, or the way in. */
export const Account = (): JSX.Element => {
  const { chat, words, open } = usePage();
  return (
    <button type="button" class="quiet account" onClick={() => open("account")}>
      <Show when={chat.info().customer} fallback={words.signIn}>
        {(customer) => (
          <>
            <span class="name">{customer().name}</span>
            <LevelChip level={customer().level} />
          </>
        )}
      </Show>
    </button>
  );
};
