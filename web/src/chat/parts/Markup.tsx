import { For, type JSX } from "solid-js";
import { parseMarkup, type Inline } from "../markup.ts";

/** A message of the agent's or of a person's: text, lists, bold, links; never HTML. */
export const Markup = (props: { text: string }): JSX.Element => (
  <For each={parseMarkup(props.text)}>
    {(block) => {
      if (block.kind === "paragraph") return <p>{lines(block.lines)}</p>;
      const items = <For each={block.items}>{(item) => <li>{runs(item)}</li>}</For>;
      return block.isOrdered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
    }}
  </For>
);

const lines = (all: Inline[][]): JSX.Element => (
  <For each={all}>
    {(line, at) => (
      <>
        {at() > 0 && <br />}
        {runs(line)}
      </>
    )}
  </For>
);

const runs = (all: Inline[]): JSX.Element => (
  <For each={all}>
    {(run) => {
      if (run.kind === "strong") return <strong>{run.text}</strong>;
      if (run.kind === "emphasis") return <em>{run.text}</em>;
      if (run.kind === "link") return outside(run.href);
      return run.text;
    }}
  </For>
);

const outside = (href: string): JSX.Element => (
  <a href={href} target="_blank" rel="noopener noreferrer nofollow">
    {href}
  </a>
);
