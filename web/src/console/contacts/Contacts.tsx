import "./contacts.css";
import { A, useSearchParams } from "@solidjs/router";
import FileUp from "lucide-solid/icons/file-up";
import Plus from "lucide-solid/icons/plus";
import { createMemo, createSignal, Show, type JSX } from "solid-js";
import { contactWords } from "../../i18n/contactWords.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { useMayNot } from "../shell/session.ts";
import { createContacts } from "./data.ts";
import { filtersOf, isFiltered, type FilterQuery } from "./list/contactFilters.ts";
import { ContactTable } from "./list/ContactTable.tsx";
import { Filters } from "./list/Filters.tsx";
import { NewContact } from "./NewContact.tsx";

const ImportLink = (): JSX.Element => (
  <A class="button" href={paths.importContacts()}>
    <FileUp size={18} />
    <span class="contacts-import">{contactWords().importList}</span>
  </A>
);

const Nobody = (props: { isFiltered: boolean; onClear(): void; create: JSX.Element }): JSX.Element => (
  <Show
    when={props.isFiltered}
    fallback={
      <EmptyState title={t().contacts.empty} help={t().contacts.emptyHelp}>
        {props.create}
        <ImportLink />
      </EmptyState>
    }
  >
    <EmptyState title={t().contacts.noMatch}>
      <Button onClick={() => props.onClear()}>{t().contacts.clearFilters}</Button>
    </EmptyState>
  </Show>
);

/** Everybody the business knows. Which of them are shown stands in the address. */
export default function Contacts(): JSX.Element {
  const [query, setQuery] = useSearchParams<{ search?: string; role?: string; level?: string; state?: string }>();
  const filters = createMemo(() => filtersOf({ search: query.search, role: query.role, level: query.level, state: query.state }));
  const contacts = createContacts(filters);
  const mayNot = useMayNot("write");
  const [isCreating, setCreating] = createSignal(false);
  const change = (next: FilterQuery) => setQuery({ ...next }, { replace: true });
  const clear = () => change({ search: undefined, role: undefined, level: undefined, state: undefined });
  const create = () => (
    <Button tone="primary" why={mayNot()} onClick={() => setCreating(true)}>
      <Plus size={18} />
      {t().contacts.create}
    </Button>
  );
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t().contacts.title}</h1>
        <ImportLink />
        {create()}
      </header>
      <Filters filters={filters()} change={change} />
      <ProblemNote problem={contacts.problem()} onRetry={() => void contacts.refetch()} />
      <Show when={!contacts.isFirstLoad()} fallback={<SkeletonRows count={8} />}>
        <Show when={contacts.items().length > 0}>
          <ContactTable contacts={contacts.items()} />
        </Show>
        <Show when={contacts.data() && contacts.items().length === 0}>
          <Nobody isFiltered={isFiltered(filters())} onClear={clear} create={create()} />
        </Show>
        <LoadMore list={contacts} />
      </Show>
      <NewContact isOpen={isCreating()} onClose={() => setCreating(false)} />
    </div>
  );
}
