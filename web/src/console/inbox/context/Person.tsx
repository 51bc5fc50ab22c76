import { A } from "@solidjs/router";
import { For, Show, type JSX } from "solid-js";
import type { Contact } from "../../../../../schema/contract/contacts.ts";
import { listOfWords } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";
import { paths } from "../../../paths.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { Chip, LevelChip } from "../../../ui/Chip.tsx";
import { ProblemNote } from "../../../ui/Note.tsx";
import { SkeletonRows } from "../../../ui/Skeleton.tsx";
import { ConsentHistory } from "../../contacts/Consents.tsx";
import { createContact } from "../../contacts/data.ts";
import { Goal } from "./Goal.tsx";
import { PersonLanguage } from "./PersonLanguage.tsx";

const Who = (props: { person: Contact }): JSX.Element => (
  <div class="context-who">
    <Avatar name={props.person.displayName} size="large" />
    <div>
      <p class="context-name" dir="auto">
        {props.person.displayName}
      </p>
      <p class="context-chips">
        <LevelChip level={props.person.level} />
        <For each={props.person.roles}>{(role) => <Chip>{t().common.roles[role]}</Chip>}</For>
        <Show when={props.person.blockedAt}>
          <Chip tone="red">{t().inboxList.blocked}</Chip>
        </Show>
      </p>
    </div>
  </div>
);

const Facts = (props: { person: Contact }): JSX.Element => (
  <dl class="facts">
    <Show when={props.person.phone}>
      {(phone) => (
        <div>
          <dt>{t().inbox.phone}</dt>
          <dd class="numbers">{phone()}</dd>
        </div>
      )}
    </Show>
    <Show when={props.person.email}>
      {(email) => (
        <div>
          <dt>{t().inbox.email}</dt>
          <dd>{email()}</dd>
        </div>
      )}
    </Show>
    <PersonLanguage person={props.person} />
    <Goal person={props.person} />
  </dl>
);

/** Who writes here, how to reach them, what they want, and whether they want to be written to. */
export const Person = (props: { contactId: string }): JSX.Element => {
  const contact = createContact(() => props.contactId);
  return (
    <section class="context-part">
      <ProblemNote problem={contact.problem()} onRetry={() => void contact.refetch()} />
      <Show when={contact.data()} fallback={contact.isFirstLoad() && <SkeletonRows kind="line" count={4} />}>
        {(person) => (
          <>
            <Who person={person()} />
            <Facts person={person()} />
            <Show when={person().stoppedChannels.length > 0}>
              <details class="context-stop">
                <summary>
                  {t().inbox.stoppedOn(listOfWords(person().stoppedChannels.map((name) => t().common.channels[name])))}
                </summary>
                <ConsentHistory contactId={person().id} />
              </details>
            </Show>
            <Show when={person().note}>
              <p class="context-note">{person().note}</p>
            </Show>
            <A href={paths.contact(person().id)}>{t().inbox.openContact}</A>
          </>
        )}
      </Show>
    </section>
  );
};
