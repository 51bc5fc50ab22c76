import BadgeCheck from "lucide-solid/icons/badge-check";
import { For, Show, type JSX } from "solid-js";
import type { Contact } from "../../../../schema/contract/contacts.ts";
import { dateOf } from "../../i18n/format.ts";
import { t } from "../../i18n/text.ts";

/** By what a contact is recognised, and which of it has been proved. */
export const Identities = (props: { contact: Contact }): JSX.Element => (
  <section class="panel">
    <h2>{t().contacts.identities}</h2>
    <p class="field-help">{t().contacts.identitiesHelp}</p>
    <ul class="identities">
      <For each={props.contact.identities} fallback={<li class="soft">{t().common.none}</li>}>
        {(identity) => (
          <li>
            <span class="identity-kind">{t().contacts.identityKinds[identity.kind]}</span>
            <span class="identity-value numbers">{identity.kind === "visitor" ? t().contacts.visitorValue : identity.value}</span>
            <Show when={identity.verifiedAt} fallback={<span class="soft small">{t().contacts.unverified}</span>}>
              {(at) => (
                <span class="identity-proof" title={dateOf(at())}>
                  <BadgeCheck size={16} />
                  {t().contacts.verified}
                </span>
              )}
            </Show>
          </li>
        )}
      </For>
    </ul>
  </section>
);
