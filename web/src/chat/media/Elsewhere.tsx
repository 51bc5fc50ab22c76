import { type JSX } from "solid-js";
import type { PublicMedia } from "../../../../schema/contract/media.ts";
import { usePage } from "../page.ts";
import { mediaWordsOf } from "../words/mediaWords.ts";
import { nameIn } from "./naming.ts";

/** A file that was sent by its address: it is elsewhere, and opens there. */
export const Elsewhere = (props: { medium: PublicMedia; href: string }): JSX.Element => {
  const words = mediaWordsOf(usePage().language);
  const name = () => nameIn(words, props.medium);
  return (
    <a
      class="paper"
      href={props.href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      aria-label={words.openElsewhere(name())}
      title={props.href}
    >
      <span class="paper-words">
        <span class="paper-name" dir="auto">
          {name()}
        </span>
        <span class="soft">{new URL(props.href).hostname}</span>
      </span>
    </a>
  );
};
