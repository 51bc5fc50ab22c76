import Paperclip from "lucide-solid/icons/paperclip";
import { createMemo, For, Show, type JSX } from "solid-js";
import type { SearchHit } from "../../../../../schema/contract/search.ts";
import { shortMoment } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";
import { paths, type InboxView } from "../../../paths.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ProblemNote } from "../../../ui/Note.tsx";
import { SkeletonRows } from "../../../ui/Skeleton.tsx";
import { createSearch, shortestSearch } from "../data.ts";
import { jumpTo } from "../jump.ts";
import { markedParts } from "./searchMarks.ts";

interface SearchResultsProps {
  search: string;
  view: InboxView;
  openId: string | undefined;
  /** The message that was opened from here. */
  shownMessage: string | undefined;
}

type PersonHit = Extract<SearchHit, { kind: "contact" }>;
type MessageHit = Extract<SearchHit, { kind: "message" }>;

const Marked = (props: { text: string; search: string }): JSX.Element => (
  <For each={markedParts(props.text, props.search)}>
    {(part) => (
      <Show when={part.isFound} fallback={part.text}>
        <mark>{part.text}</mark>
      </Show>
    )}
  </For>
);

/** A person: their latest conversation, or their card when there is none yet. */
const PersonRow = (props: { hit: PersonHit } & SearchResultsProps): JSX.Element => {
  const href = () =>
    props.hit.conversationId === null
      ? paths.contact(props.hit.contactId)
      : paths.inbox(props.hit.conversationId, { ...props.view, q: props.search });
  return (
    <li>
      <a
        href={href()}
        class="row"
        noScroll
        aria-current={props.hit.conversationId === props.openId && !props.shownMessage ? "true" : undefined}
      >
        <Avatar name={props.hit.contactName} />
        <span class="row-words">
          <span class="row-line">
            <span class="row-name hit-name truncate" dir="auto">
              <Marked text={props.hit.contactName} search={props.search} />
            </span>
            <time class="row-time" datetime={props.hit.at}>
              {shortMoment(props.hit.at)}
            </time>
          </span>
          <span class="hit-words" dir="auto">
            <Marked text={props.hit.snippet} search={props.search} />
          </span>
        </span>
      </a>
    </li>
  );
};

const MessageRow = (props: { hit: MessageHit } & SearchResultsProps): JSX.Element => (
  <li>
    <a
      href={paths.inbox(props.hit.conversationId, { ...props.view, q: props.search, message: props.hit.messageId })}
      class="row"
      noScroll
      aria-current={props.hit.messageId === props.shownMessage ? "true" : undefined}
      onClick={() => props.hit.conversationId === props.openId && jumpTo(props.hit.messageId)}
    >
      <Avatar name={props.hit.contactName} />
      <span class="row-words">
        <span class="row-line">
          <span class="row-name truncate" dir="auto">
            {props.hit.contactName}
          </span>
          <time class="row-time" datetime={props.hit.at}>
            {shortMoment(props.hit.at)}
          </time>
        </span>
        <span class="hit-words" dir="auto">
          <Marked text={props.hit.snippet} search={props.search} />
        </span>
        <Show when={props.hit.mediaId}>
          <span class="hit-file">
            <Paperclip size={13} />
            {t().inbox.searchInFile}
          </span>
        </Show>
      </span>
    </a>
  </li>
);

/** People of that name, and where the words are: in messages and in what files say, newest first; each opens in its place. */
export const SearchResults = (props: SearchResultsProps): JSX.Element => {
  const hits = createSearch(() => props.search);
  const isShort = () => props.search.length < shortestSearch;
  const people = createMemo(() => hits.items().filter((hit) => hit.kind === "contact"));
  const messages = createMemo(() => hits.items().filter((hit) => hit.kind === "message"));
  return (
    <div class="list-scroll">
      <ProblemNote problem={hits.problem()} onRetry={() => void hits.refetch()} />
      <Show when={!isShort()} fallback={<p class="hit-count">{t().inbox.searchMore}</p>}>
        <Show when={hits.data()} fallback={<Show when={hits.isFirstLoad()}>{<SkeletonRows count={4} />}</Show>}>
          <p class="hit-count" role="status">
            {t().inbox.searchFound(hits.items().length)}
          </p>
          <Show when={people().length > 0}>
            <h3 class="hit-heading">{t().inboxList.searchPeople}</h3>
            <ul>
              <For each={people()}>{(hit) => <PersonRow {...props} hit={hit} />}</For>
            </ul>
          </Show>
          <Show when={messages().length > 0}>
            <h3 class="hit-heading">{t().inboxList.searchMessages}</h3>
            <ul>
              <For each={messages()}>{(hit) => <MessageRow {...props} hit={hit} />}</For>
            </ul>
          </Show>
          <Show when={hits.items().length === 0}>
            <EmptyState title={t().inboxList.searchNothing} help={t().inbox.searchNothingHelp} />
          </Show>
        </Show>
      </Show>
    </div>
  );
};
