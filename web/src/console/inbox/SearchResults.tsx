import Paperclip from "lucide-solid/icons/paperclip";
import { For, Show, type JSX } from "solid-js";
import type { SearchHit } from "../../../../schema/contract/search.ts";
import { shortMoment } from "../../i18n/format.ts";
import { t } from "../../i18n/text.ts";
import { paths, type InboxFilter } from "../../paths.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { createSearch, shortestSearch } from "./data.ts";
import { jumpTo } from "./jump.ts";
import { markedParts } from "./searchMarks.ts";

interface SearchResultsProps {
  search: string;
  filter: InboxFilter;
  openId: string | undefined;
  /** The message that was opened from here. */
  shownMessage: string | undefined;
}

const Snippet = (props: { text: string; search: string }): JSX.Element => (
  <span class="hit-words" dir="auto">
    <For each={markedParts(props.text, props.search)}>
      {(part) => (
        <Show when={part.isFound} fallback={part.text}>
          <mark>{part.text}</mark>
        </Show>
      )}
    </For>
  </span>
);

const Hit = (props: { hit: SearchHit } & SearchResultsProps): JSX.Element => (
  <li>
    <a
      href={paths.inbox(props.hit.conversationId, { filter: props.filter, q: props.search, message: props.hit.messageId })}
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
        <Snippet text={props.hit.snippet} search={props.search} />
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

/** Where the words are, in messages and in what files say, newest first; each opens in its place in the thread. */
export const SearchResults = (props: SearchResultsProps): JSX.Element => {
  const hits = createSearch(() => props.search);
  const isShort = () => props.search.length < shortestSearch;
  return (
    <div class="list-scroll">
      <ProblemNote problem={hits.problem()} onRetry={() => void hits.refetch()} />
      <Show when={!isShort()} fallback={<p class="hit-count">{t().inbox.searchMore}</p>}>
        <Show when={hits.data()} fallback={<SkeletonRows count={4} />}>
          <p class="hit-count" role="status">
            {t().inbox.searchFound(hits.items().length)}
          </p>
          <ul>
            <For each={hits.items()}>{(hit) => <Hit {...props} hit={hit} />}</For>
          </ul>
          <Show when={hits.items().length === 0}>
            <EmptyState title={t().inbox.searchNothing} help={t().inbox.searchNothingHelp} />
          </Show>
        </Show>
      </Show>
    </div>
  );
};
