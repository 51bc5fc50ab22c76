import { A } from "@solidjs/router";
import { createSignal, For, onCleanup, Show, type JSX } from "solid-js";
import type { Contact } from "../../../../../schema/contract/contacts.ts";
import { t } from "../../../i18n/text.ts";
import { paths } from "../../../paths.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { LevelChip } from "../../../ui/Chip.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ProblemNote } from "../../../ui/Note.tsx";
import { SkeletonRows } from "../../../ui/Skeleton.tsx";
import { TextField } from "../../../ui/TextField.tsx";
import { createContacts } from "../../contacts/data.ts";

const pauseMs = 250;
const shownAtMost = 20;

/** A person found by name, phone or e-mail, and picked; one contact may be left out. */
export const PersonSearch = (props: { without?: string; onPick(contact: Contact): void }): JSX.Element => {
  const [typed, setTyped] = createSignal("");
  const [searched, setSearched] = createSignal("");
  const contacts = createContacts(() => ({ search: searched() }));
  const found = () => contacts.items().filter(({ id }) => id !== props.without);
  let pause: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(pause));
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(pause);
    pause = setTimeout(() => setSearched(text.trim()), pauseMs);
  };
  return (
    <>
      <TextField
        label={t().inboxList.startSearch}
        type="search"
        autofocus
        autocomplete="off"
        maxlength={120}
        value={typed()}
        onInput={type}
        help={t().inboxList.startSearchHelp}
      />
      <ProblemNote problem={contacts.problem()} onRetry={() => void contacts.refetch()} />
      <Show when={contacts.data()} fallback={contacts.isFirstLoad() && <SkeletonRows kind="line" count={4} />}>
        <ul class="start-people">
          <For each={found().slice(0, shownAtMost)}>
            {(contact) => (
              <li>
                <button type="button" class="start-person" onClick={() => props.onPick(contact)}>
                  <Avatar name={contact.displayName} size="small" />
                  <span class="start-words">
                    <span class="truncate" dir="auto">
                      {contact.displayName}
                    </span>
                    <span class="small soft truncate">{contact.phone ?? contact.email}</span>
                  </span>
                  <LevelChip level={contact.level} />
                </button>
              </li>
            )}
          </For>
        </ul>
        <Show when={found().length === 0}>
          <EmptyState title={t().inboxList.startNobody} help={t().inboxList.startNobodyHelp}>
            <A class="button" href={paths.contacts()}>
              {t().inboxList.startContacts}
            </A>
          </EmptyState>
        </Show>
      </Show>
    </>
  );
};
