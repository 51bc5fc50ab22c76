import "./contacts.css";
import { A, useSearchParams } from "@solidjs/router";
import Plus from "lucide-solid/icons/plus";
import { createSignal, For, onCleanup, Show, type JSX } from "solid-js";
import type { Contact } from "../../../../schema/contract/contacts.ts";
import type { ContactRole } from "../../../../schema/contract/enums.ts";
import { dateOf } from "../../i18n/format.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Chip, LevelChip } from "../../ui/Chip.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { Select } from "../../ui/Select.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useMayNot } from "../shell/session.ts";
import { createContacts } from "./data.ts";
import { NewContact } from "./NewContact.tsx";
import { roleNames } from "./roles.ts";

const searchAfterMs = 250;

const isRole = (value: string | undefined): value is ContactRole => roleNames.some((role) => role === value);

const Row = (props: { contact: Contact }): JSX.Element => (
  <tr>
    <th scope="row">
      <A href={paths.contact(props.contact.id)} class="contact-link">
        <Avatar name={props.contact.displayName} size="small" />
        <span dir="auto">{props.contact.displayName}</span>
      </A>
    </th>
    <td>
      <LevelChip level={props.contact.level} />
    </td>
    <td class="contact-roles">
      <For each={props.contact.roles}>{(role) => <Chip>{t().common.roles[role]}</Chip>}</For>
    </td>
    <td class="numbers">{props.contact.phone}</td>
    <td class="contact-email">{props.contact.email}</td>
    <td class="contact-since">
      <time datetime={props.contact.createdAt}>{dateOf(props.contact.createdAt)}</time>
    </td>
  </tr>
);

const Table = (props: { contacts: readonly Contact[] }): JSX.Element => (
  <table class="contacts">
    <thead>
      <tr>
        <th scope="col">{t().contacts.name}</th>
        <th scope="col">{t().contacts.level}</th>
        <th scope="col">{t().contacts.roles}</th>
        <th scope="col">{t().contacts.phone}</th>
        <th scope="col">{t().contacts.email}</th>
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

export default function Contacts(): JSX.Element {
  const [query, setQuery] = useSearchParams<{ search?: string; role?: string }>();
  const search = () => query.search ?? "";
  const role = () => (isRole(query.role) ? query.role : undefined);
  const contacts = createContacts(search, role);
  const mayNot = useMayNot("write");
  const [isCreating, setCreating] = createSignal(false);
  const [typed, setTyped] = createSignal(search());
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer);
    timer = setTimeout(() => setQuery({ search: text.trim() }, { replace: true }), searchAfterMs);
  };
  const isFiltered = () => Boolean(search() || role());
  const clear = () => {
    setTyped("");
    setQuery({ search: undefined, role: undefined }, { replace: true });
  };
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t().contacts.title}</h1>
        <Button tone="primary" why={mayNot()} onClick={() => setCreating(true)}>
          <Plus size={18} />
          {t().contacts.create}
        </Button>
      </header>
      <search class="contact-filters">
        <TextField
          label={t().contacts.searchLabel}
          type="search"
          placeholder={t().contacts.searchPlaceholder}
          value={typed()}
          onInput={type}
        />
        <Select
          label={t().contacts.roleFilter}
          value={role() ?? ""}
          options={[
            { value: "", label: t().contacts.allRoles },
            ...roleNames.map((name) => ({ value: name, label: t().common.roles[name] })),
          ]}
          onChange={(next) => setQuery({ role: next }, { replace: true })}
        />
      </search>
      <ProblemNote problem={contacts.problem()} onRetry={() => void contacts.refetch()} />
      <Show when={!contacts.isFirstLoad()} fallback={<SkeletonRows count={8} />}>
        <Show when={contacts.items().length > 0}>
          <Table contacts={contacts.items()} />
        </Show>
        <Show when={contacts.data() && contacts.items().length === 0}>
          <Show
            when={isFiltered()}
            fallback={
              <EmptyState title={t().contacts.empty} help={t().contacts.emptyHelp}>
                <Button why={mayNot()} onClick={() => setCreating(true)}>
                  {t().contacts.create}
                </Button>
              </EmptyState>
            }
          >
            <EmptyState title={t().contacts.noMatch}>
              <Button onClick={clear}>{t().contacts.clearFilters}</Button>
            </EmptyState>
          </Show>
        </Show>
        <Show when={contacts.hasMore()}>
          <div class="list-more">
            <ProblemNote problem={contacts.moreProblem()} />
            <Button isBusy={contacts.isLoadingMore()} onClick={() => void contacts.loadMore()}>
              {t().common.loadMore}
            </Button>
          </div>
        </Show>
      </Show>
      <NewContact isOpen={isCreating()} onClose={() => setCreating(false)} />
    </div>
  );
}
