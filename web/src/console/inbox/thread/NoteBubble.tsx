import Lock from "lucide-solid/icons/lock";
import { createMemo, Show, type JSX } from "solid-js";
import type { Message } from "../../../../../schema/contract/conversations.ts";
import { timeOf } from "../../../i18n/format.ts";
import { threadWords } from "../../../i18n/threadWords.ts";
import { useSession } from "../../shell/session.ts";
import { pointedAt } from "../jump.ts";
import { createTeam } from "../team.ts";
import { authorOf } from "./authorOf.ts";
import { LinkPreviewCard } from "./LinkPreviewCard.tsx";
import { firstLink } from "./textRuns.ts";
import { Words } from "./Words.tsx";

/** What stands at the head of every note, also of one that is on its way. */
export const NoteHead = (props: { author: string }): JSX.Element => (
  <p class="bubble-author">
    <Lock size={13} />
    <span>
      {props.author} · {threadWords().note}, {threadWords().noteOnlyTeam}
    </span>
  </p>
);

/** A note's words, with the colleagues whom it names standing out. */
export const NoteWords = (props: { text: string; mentions: readonly string[] }): JSX.Element => {
  const team = createTeam();
  const session = useSession();
  const named = createMemo(() =>
    (team.data()?.items ?? []).filter(({ userId }) => props.mentions.includes(userId)).map(({ name }) => name),
  );
  return <Words text={props.text} mentions={named()} reader={session()?.user.name} />;
};

/** A colleague's note: for colleagues only. */
export const NoteBubble = (props: { message: Message }): JSX.Element => {
  const session = useSession();
  const isForMe = () => props.message.mentions.includes(session()?.user.id ?? "");
  return (
    <article
      id={props.message.id}
      tabindex="-1"
      class="bubble team-note first"
      classList={{ "for-me": isForMe(), pointed: pointedAt() === props.message.id }}
    >
      <NoteHead author={authorOf(props.message, "")} />
      <NoteWords text={props.message.text} mentions={props.message.mentions} />
      <Show when={firstLink(props.message.text)}>
        <LinkPreviewCard message={props.message} />
      </Show>
      <div class="bubble-foot">
        <time datetime={props.message.createdAt}>{timeOf(props.message.createdAt)}</time>
      </div>
    </article>
  );
};
