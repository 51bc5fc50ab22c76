import { A } from "@solidjs/router";
import { For, Show, type JSX } from "solid-js";
import type { Behind } from "../../../../schema/contract/figures.ts";
import { figuresWords } from "../../i18n/figuresWords.ts";
import { dayNameOf } from "../../i18n/format.ts";
import { paths } from "../../paths.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { createBehind } from "./data.ts";
import type { FiguresView } from "./figuresQuery.ts";

const stages = new Set<Behind>(["new", "engaged", "qualified", "converted"]);

const List = (props: { view: FiguresView; behind: Behind }): JSX.Element => {
  const people = createBehind(() => ({ ...props.view, behind: props.behind }));
  return (
    <>
      <ProblemNote problem={people.problem()} onRetry={() => void people.refetch()} />
      <Show when={!people.isFirstLoad()} fallback={<SkeletonRows count={5} kind="line" />}>
        <Show when={people.items().length > 0} fallback={<p class="soft">{figuresWords().nobody}</p>}>
          <ul class="behind">
            <For each={people.items()}>
              {(item) => (
                <li>
                  <A
                    class="behind-person"
                    href={item.conversationId ? paths.inbox(item.conversationId) : paths.contact(item.contactId)}
                  >
                    <Avatar name={item.contactName} size="small" />
                    <span class="truncate" dir="auto">
                      {item.contactName}
                    </span>
                    <Show when={!stages.has(props.behind)}>
                      <span class="numbers soft">{item.count}</span>
                    </Show>
                    <time class="small soft" datetime={item.day}>
                      {dayNameOf(item.day)}
                    </time>
                  </A>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <LoadMore list={people} />
      </Show>
    </>
  );
};

const titleOf = (behind: Behind): string => {
  const words = figuresWords();
  switch (behind) {
    case "contacts":
      return words.names.uniqueContacts;
    case "manual":
      return words.names.manualMessages;
    case "ai":
      return words.names.aiMessages;
    case "pictures":
    case "documents":
    case "voiceNotes":
    case "videos":
    case "otherMedia":
      return words.names[behind];
    default:
      return words.stages[behind];
  }
};

/** Who is behind a number; each leads to their thread. */
export const BehindDialog = (props: { view: FiguresView; onClose(): void }): JSX.Element => (
  <Dialog
    isOpen={props.view.behind !== undefined}
    onClose={() => props.onClose()}
    title={props.view.behind === undefined ? "" : figuresWords().behindTitle(titleOf(props.view.behind))}
  >
    <Show when={props.view.behind}>{(behind) => <List view={props.view} behind={behind()} />}</Show>
  </Dialog>
);
