import { createEffect, createSignal, onCleanup, type JSX } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import type { Paged } from "../../../api/paged.ts";
import { t } from "../../../i18n/text.ts";
import { Button } from "../../../ui/Button.tsx";
import { ProblemNote } from "../../../ui/Note.tsx";

/** Reads on when the end of the list comes near. */
export const More = (props: { inbox: Paged<Conversation> }): JSX.Element => {
  const [end, setEnd] = createSignal<HTMLDivElement>();
  createEffect(() => {
    const element = end();
    if (!element) return;
    const watcher = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) void props.inbox.loadMore();
    });
    watcher.observe(element);
    onCleanup(() => watcher.disconnect());
  });
  return (
    <div class="list-more" ref={setEnd}>
      <ProblemNote problem={props.inbox.moreProblem()} />
      <Button tone="quiet" isBusy={props.inbox.isLoadingMore()} onClick={() => void props.inbox.loadMore()}>
        {t().common.loadMore}
      </Button>
    </div>
  );
};
