import { Show, type JSX } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import type { Paged } from "../../../api/paged.ts";
import { t } from "../../../i18n/text.ts";
import type { InboxView } from "../../../paths.ts";
import { StartButton } from "../start/StartButton.tsx";
import { createCounts } from "./counts.ts";
import { Filters } from "./Filters.tsx";
import { HealthNote } from "./HealthNote.tsx";
import { NarrowedBy } from "./NarrowedBy.tsx";
import { Rows } from "./Rows.tsx";
import { SearchBox } from "./SearchBox.tsx";
import { SearchResults } from "./SearchResults.tsx";

interface ConversationListProps {
  inbox: Paged<Conversation>;
  view: InboxView;
  openId: string | undefined;
  /** What is searched for; empty while nothing is. */
  search: string;
  shownMessage: string | undefined;
  onSearch(words: string): void;
}

/** The left pane: what the inbox shows, how it is narrowed, and what is searched in it. */
export const ConversationList = (props: ConversationListProps): JSX.Element => {
  const counts = createCounts();
  return (
    <section class="list" aria-label={t().inbox.listLabel}>
      <header class="list-head">
        <div class="list-top">
          <h2 class="list-title">{t().inbox.title}</h2>
          <StartButton />
        </div>
        <SearchBox value={props.search} onSearch={props.onSearch} />
        <Show when={!props.search} fallback={<span />}>
          <Filters view={props.view} counts={counts()} openId={props.openId} />
          <NarrowedBy view={props.view} openId={props.openId} />
        </Show>
      </header>
      <HealthNote isEmpty={props.inbox.data()?.items.length === 0} />
      <Show when={props.search}>
        <SearchResults search={props.search} view={props.view} openId={props.openId} shownMessage={props.shownMessage} />
      </Show>
      <div class="list-scroll" hidden={props.search !== ""}>
        <Rows inbox={props.inbox} view={props.view} openId={props.openId} />
      </div>
    </section>
  );
};
