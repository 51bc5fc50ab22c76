import { createMemo, For, Match, Switch, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import { isEmojiOnly } from "./emojiOnly.ts";
import { withMentions, type NoteRun } from "./mentionRuns.ts";
import { textRuns } from "./textRuns.ts";

const tags = { strong: "strong", emphasis: "em", strike: "s" } as const;

const only = <K extends NoteRun["kind"]>(run: NoteRun, ...kinds: K[]) =>
  (kinds as string[]).includes(run.kind) ? (run as Extract<NoteRun, { kind: K }>) : undefined;

interface WordsProps {
  text: string;
  /** Colleagues whose `@Name` stands out. */
  mentions?: readonly string[];
  /** Of those, the reader. */
  reader?: string | undefined;
}

const Runs = (props: WordsProps): JSX.Element => (
  <For each={withMentions(textRuns(props.text), props.mentions ?? [])}>
    {(run) => (
      <Switch fallback={only(run, "text")?.text}>
        <Match when={only(run, "link")}>
          {(link) => (
            <a href={link().href} target="_blank" rel="noopener noreferrer nofollow">
              {link().href}
            </a>
          )}
        </Match>
        <Match when={only(run, "mention")}>
          {(mention) => (
            <span class="mention" classList={{ me: mention().name.toLowerCase() === props.reader?.toLowerCase() }}>
              @{mention().name}
            </span>
          )}
        </Match>
        <Match when={only(run, "strong", "emphasis", "strike")}>
          {(marked) => (
            <Dynamic component={tags[marked().kind]}>
              <Runs {...props} text={marked().inner} />
            </Dynamic>
          )}
        </Match>
      </Switch>
    )}
  </For>
);

/** A message's text: as text, its web addresses as links, WhatsApp's emphasis as such, one to three emoji alone large. */
export const Words = (props: WordsProps): JSX.Element => {
  const isLarge = createMemo(() => isEmojiOnly(props.text));
  return (
    <p class="bubble-text" classList={{ emoji: isLarge() }} dir="auto">
      <Runs {...props} />
    </p>
  );
};
