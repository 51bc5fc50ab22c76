import { Show, type JSX } from "solid-js";
import type { Paged } from "../api/paged.ts";
import { t } from "../i18n/text.ts";
import { Button } from "./Button.tsx";
import { ProblemNote } from "./Note.tsx";

type Rest = Pick<Paged<unknown>, "hasMore" | "isLoadingMore" | "moreProblem" | "loadMore">;

/** The way to the rest of a list, as long as there is one. */
export const LoadMore = (props: { list: Rest }): JSX.Element => (
  <Show when={props.list.hasMore()}>
    <div class="list-more">
      <ProblemNote problem={props.list.moreProblem()} />
      <Button isBusy={props.list.isLoadingMore()} onClick={() => void props.list.loadMore()}>
        {t().common.loadMore}
      </Button>
    </div>
  </Show>
);
