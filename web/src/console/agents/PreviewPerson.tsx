import { createSignal, For, onCleanup, Show, type JSX } from "solid-js";
import { createCached } from "../../api/cached.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { agentWords } from "../../i18n/agentWords.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { LevelChip } from "../../ui/Chip.tsx";
import { TextField } from "../../ui/TextField.tsx";

export interface PreviewedPerson {
  id: string;
  name: string;
}

const afterTypingMs = 250;

/** For whom the prompt is shown: somebody new, or a contact with their level, their record, their preferences and their link. */
export const PreviewPerson = (props: {
  person: PreviewedPerson | undefined;
  onChoose(person: PreviewedPerson | undefined): void;
}): JSX.Element => {
  const [text, setText] = createSignal("");
  const [search, setSearch] = createSignal("");
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const type = (value: string) => {
    setText(value);
    clearTimeout(timer);
    timer = setTimeout(() => setSearch(value.trim()), afterTypingMs);
  };
  const found = createCached(() => ({
    queryKey: keys.contactList(`preview:${search()}`),
    queryFn: ({ signal }) => call("GET /api/contacts", { query: { search: search(), limit: 6 } }, signal),
    enabled: search() !== "",
  }));
  const choose = (person: PreviewedPerson) => {
    setText("");
    setSearch("");
    props.onChoose(person);
  };
  return (
    <Show
      when={props.person}
      fallback={
        <div class="preview-person">
          <TextField
            label={agentWords().previewForContact}
            type="search"
            placeholder={agentWords().previewForPlaceholder}
            autocomplete="off"
            value={text()}
            onInput={type}
          />
          <Show when={search() !== "" && found.data()}>
            {(page) => (
              <ul class="preview-people">
                <For each={page().items} fallback={<li class="small soft">{agentWords().previewForNone}</li>}>
                  {(contact) => (
                    <li>
                      <Button tone="quiet" class="slim" onClick={() => choose({ id: contact.id, name: contact.displayName })}>
                        {contact.displayName}
                        <LevelChip level={contact.level} />
                      </Button>
                    </li>
                  )}
                </For>
              </ul>
            )}
          </Show>
        </div>
      }
    >
      {(person) => (
        <p class="preview-chosen">
          {agentWords().previewFor} <strong>{person().name}</strong>
          <Button tone="quiet" class="slim" onClick={() => props.onChoose(undefined)}>
            {t().common.cancel}
          </Button>
        </p>
      )}
    </Show>
  );
};
