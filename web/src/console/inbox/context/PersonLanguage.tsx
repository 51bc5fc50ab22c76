import "../../../ui/field.css";
import { createUniqueId, For, Show, type JSX } from "solid-js";
import type { Contact } from "../../../../../schema/contract/contacts.ts";
import type { CustomerLanguage } from "../../../../../schema/contract/enums.ts";
import { createAction } from "../../../api/action.ts";
import { call } from "../../../api/client.ts";
import { problemText } from "../../../api/problemText.ts";
import { t } from "../../../i18n/text.ts";
import { showToast } from "../../../ui/toasts.ts";
import { languageOptions } from "../../contacts/customerLanguages.ts";
import { useKeepContact } from "../../contacts/data.ts";
import { useMayNot } from "../../shell/session.ts";

/** The customer's language beside the thread: seen at a glance, changed at once, taken back if it was a slip. */
export const PersonLanguage = (props: { person: Contact }): JSX.Element => {
  const id = createUniqueId();
  const keep = useKeepContact();
  const mayNot = useMayNot("write");
  const change = createAction(
    async (language: CustomerLanguage | null) => {
      const before = props.person.language;
      return { before, contact: await call("PATCH /api/contacts/{id}", { params: { id: props.person.id }, body: { language } }) };
    },
    {
      done({ before, contact }) {
        keep(contact);
        const { language } = contact;
        showToast({
          text: language ? t().contacts.languageChanged(t().common.customerLanguages[language]) : t().contacts.languageCleared,
          undo: () => void change.run(before),
        });
      },
      failed: (problem) => showToast({ tone: "problem", text: problemText(problem) }),
    },
  );
  return (
    <div>
      <dt>
        <label for={id}>{t().contacts.language}</label>
      </dt>
      <dd>
        <select
          id={id}
          class="control slim-select"
          disabled={Boolean(mayNot()) || change.isRunning()}
          title={mayNot()}
          onChange={(event) => void change.run((event.currentTarget.value || null) as CustomerLanguage | null)}
        >
          <For each={languageOptions()}>
            {(option) => (
              <option value={option.value} selected={option.value === (props.person.language ?? "")}>
                {option.label}
              </option>
            )}
          </For>
        </select>
        <Show when={props.person.languageSource}>
          {(source) => <p class="soft">{source() === "found" ? t().inbox.languageFound : t().inbox.languageSet}</p>}
        </Show>
      </dd>
    </div>
  );
};
