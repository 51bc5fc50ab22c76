import { createEffect, createSignal, on, onCleanup, type JSX } from "solid-js";
import { contactWords } from "../../../i18n/contactWords.ts";
import { t } from "../../../i18n/text.ts";
import { Select } from "../../../ui/Select.tsx";
import { TextField } from "../../../ui/TextField.tsx";
import type { ContactFilters } from "../data.ts";
import { roleNames } from "../roles.ts";
import { levels, states, type FilterQuery } from "./contactFilters.ts";

const searchAfterMs = 250;

/** Who is looked for. Each choice goes into the address, a search once the typing pauses. */
export const Filters = (props: { filters: ContactFilters; change(query: FilterQuery): void }): JSX.Element => {
  const [typed, setTyped] = createSignal(props.filters.search ?? "");
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer);
    timer = setTimeout(() => props.change({ search: text.trim() || undefined }), searchAfterMs);
  };
  createEffect(
    on(
      () => props.filters.search ?? "",
      (search) => {
        if (search !== typed().trim()) setTyped(search);
      },
      { defer: true },
    ),
  );
  return (
    <search class="contact-filters">
      <TextField
        label={t().contacts.searchLabel}
        type="search"
        placeholder={t().contacts.searchPlaceholder}
        maxlength={120}
        value={typed()}
        onInput={type}
        class="contact-search"
      />
      <Select
        label={t().contacts.roleFilter}
        value={props.filters.role ?? ""}
        options={[
          { value: "", label: contactWords().everyone },
          ...roleNames.map((name) => ({ value: name, label: t().common.roles[name] })),
        ]}
        onChange={(role) => props.change({ role: role || undefined })}
      />
      <Select
        label={contactWords().levelFilter}
        value={String(props.filters.level ?? "")}
        options={[
          { value: "", label: contactWords().everyone },
          ...levels.map((level) => ({ value: String(level), label: t().common.levels[level] })),
        ]}
        onChange={(level) => props.change({ level: level || undefined })}
      />
      <Select
        label={contactWords().stateFilter}
        value={props.filters.state ?? ""}
        options={[
          { value: "", label: contactWords().everyone },
          ...states.map((state) => ({ value: state, label: contactWords().states[state] })),
        ]}
        onChange={(state) => props.change({ state: state || undefined })}
      />
    </search>
  );
};
