import { A } from "@solidjs/router";
import { For, Show, type JSX } from "solid-js";
import type { Contact } from "../../../../../schema/contract/contacts.ts";
import { contactWords } from "../../../i18n/contactWords.ts";
import { dateOf } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";
import { paths } from "../../../paths.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { Chip, LevelChip } from "../../../ui/Chip.tsx";

const Row = (props: { contact: Contact }): JSX.Element => (
  <tr>
    <th scope="row">
      <A href={paths.contact(props.contact.id)} class="contact-link">
        <Avatar name={props.contact.displayName} size="small" />
        <span dir="auto">{props.contact.displayName}</span>
        <Show when={props.contact.blockedAt}>
          <Chip tone="red">{t().inboxList.blocked}</Chip>
        </Show>
        <Show when={props.contact.stoppedChannels.length > 0}>
          <Chip tone="amber">{contactWords().stopped}</Chip>
        </Show>
      </A>
    </th>
    <td>
      <LevelChip level={props.contact.level} />
    </td>
    <td class="contact-roles">
      <For each={props.contact.roles}>{(role) => <Chip>{t().common.roles[role]}</Chip>}</For>
    </td>
    <td class="numbers contact-phone">{props.contact.phone}</td>
    <td class="contact-email">{props.contact.email}</td>
    <td class="contact-goal" title={props.contact.goal} dir="auto">
      {props.contact.goal}
    </td>
    <td class="contact-since">
      <time datetime={props.contact.createdAt}>{dateOf(props.contact.createdAt)}</time>
    </td>
  </tr>
);

/** Contacts, one a line: on a phone the headings go and each is a small card. */
export const ContactTable = (props: { contacts: readonly Contact[] }): JSX.Element => (
  <table class="contacts">
    <thead>
      <tr>
        <th scope="col">{t().contacts.name}</th>
        <th scope="col">{t().contacts.level}</th>
        <th scope="col">{t().contacts.roles}</th>
        <th scope="col">{t().contacts.phone}</th>
        <th scope="col">{t().contacts.email}</th>
        <th scope="col">{contactWords().goal}</th>
        <th scope="col" class="contact-since">
          {t().contacts.since}
        </th>
      </tr>
    </thead>
    <tbody>
      <For each={props.contacts}>{(contact) => <Row contact={contact} />}</For>
    </tbody>
  </table>
);
