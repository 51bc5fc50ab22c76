import { For, Match, Switch, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import { textRuns, type TextRun } from "./textRuns.ts";

const tags = { strong: "strong", emphasis: "em", strike: "s" } as const;

const only = <K extends TextRun["kind"]>(run: TextRun, ...kinds: K[]) =>
  (kinds as string[]).includes(run.kind) ? (run as Extract<TextRun, { kind: K }>) : undefined;

const Runs = (props: { text: string }): JSX.Element => (
  <For each={textRuns(props.text)}>
    {(run) => (
      <Switch fallback={only(run, "text")?.text}>
        <Match when={only(run, "link")}>
          {(link) => (
            <a href={link().href} target="_blank" rel="noopener noreferrer nofollow">
              {link().href}
            </a>
          )}
        </Match>
        <Match when={only(run, "strong", "emphasis", "strike")}>
          {(marked) => (
            <Dynamic component={tags[marked().kind]}>
              <Runs text={marked().inner} />
            </Dynamic>
          )}
        </Match>
      </Switch>
    )}
  </For>
);

/** A message's text: as text, its web addresses as links, WhatsApp's emphasis as such. */
export const Words = (props: { text: string }): JSX.Element => (
  <p class="bubble-text" dir="auto">
    <Runs text={props.text} />
  </p>
);
