import "./filters.css";
import { createEffect, createSignal, For, on, onCleanup, Show, type JSX } from "solid-js";
import type { InboxCounts } from "../../../../../schema/contract/conversations.ts";
import { t } from "../../../i18n/text.ts";
import { paths, type InboxFilter, type InboxView } from "../../../paths.ts";
import { countText } from "./counts.ts";
import { FilterMenu } from "./FilterMenu.tsx";

interface FiltersProps {
  view: InboxView;
  counts: InboxCounts | undefined;
  openId: string | undefined;
}

/** The filters of every hour; the others are in the menu, and here while they are on. */
const usual: readonly InboxFilter[] = ["all", "needs_person", "unread", "mine", "clients", "leads"];

const edgePx = 4;

/** Marks the ends of a row that has more beyond them, so that nothing runs off the edge unseen. */
const watchEnds = (row: HTMLElement): void => {
  const mark = () => {
    row.classList.toggle("more-before", row.scrollLeft > edgePx);
    row.classList.toggle("more-after", row.scrollLeft + row.clientWidth < row.scrollWidth - edgePx);
  };
  const sizes = new ResizeObserver(mark);
  sizes.observe(row);
  for (const child of row.children) sizes.observe(child);
  row.addEventListener("scroll", mark, { passive: true });
  onCleanup(() => {
    sizes.disconnect();
    row.removeEventListener("scroll", mark);
  });
};

const bringIntoSight = (row: HTMLElement): void => {
  const chip = row.querySelector<HTMLElement>("[aria-current]");
  if (chip) row.scrollTo({ left: chip.offsetLeft - (row.clientWidth - chip.offsetWidth) / 2 });
};

const FilterChip = (props: FiltersProps & { filter: InboxFilter }): JSX.Element => {
  const count = () => countText(props.counts, props.filter);
  return (
    <a
      href={paths.inbox(props.openId, { ...props.view, filter: props.filter })}
      class="filter"
      classList={{ calls: props.filter === "needs_person" && Boolean(count()) }}
      noScroll
      aria-current={props.filter === props.view.filter ? "true" : undefined}
    >
      {t().inboxList.filters[props.filter]}
      <Show when={count()}>
        <span class="filter-count numbers">{count()}</span>
      </Show>
    </a>
  );
};

/** Which conversations the list shows: the usual filters in a row, all of them in the menu at its end. */
export const Filters = (props: FiltersProps): JSX.Element => {
  const [row, setRow] = createSignal<HTMLElement>();
  const shown = () => (usual.includes(props.view.filter) ? usual : [...usual, props.view.filter]);
  createEffect(() => {
    const element = row();
    if (shown() && element) watchEnds(element);
  });
  // Again once the counts are there and have made the chips wider, not with each of their changes: the row may have been moved.
  createEffect(
    on([row, () => props.view.filter, () => props.counts !== undefined], ([element]) => element && bringIntoSight(element)),
  );
  return (
    <div class="filters">
      <nav class="filter-row" aria-label={t().inboxList.filtersLabel} ref={setRow}>
        <For each={shown()}>{(filter) => <FilterChip {...props} filter={filter} />}</For>
      </nav>
      <FilterMenu view={props.view} counts={props.counts} openId={props.openId} />
    </div>
  );
};
