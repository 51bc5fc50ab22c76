import { Show, type JSX } from "solid-js";
import type { PublicMedia } from "../../../../schema/contract/media.ts";
import { documentLook } from "../../files/documentLook.ts";
import { sizeIn } from "../files/measure.ts";
import { sourceOf } from "../files/sources.ts";
import { usePage } from "../page.ts";
import { mediaWordsOf } from "../words/mediaWords.ts";
import { nameIn } from "./naming.ts";

/** A document, or whatever else can only be saved: what it is, what it is called, how heavy. */
export const Paper = (props: { medium: PublicMedia }): JSX.Element => {
  const { chat, language } = usePage();
  const words = mediaWordsOf(language);
  const name = () => nameIn(words, props.medium);
  const face = () => (
    <>
      <span class="paper-kind" aria-hidden="true">
        {props.medium.kind === "contact" ? "@" : documentLook(props.medium).word || "?"}
      </span>
      <span class="paper-words">
        <span class="paper-name" dir="auto">
          {name()}
        </span>
        <span class="soft">
          {props.medium.state === "pending" ? words.pending : props.medium.bytes !== null && sizeIn(language, props.medium.bytes)}
        </span>
      </span>
    </>
  );
  return (
    <Show when={props.medium.state !== "pending"} fallback={<div class="paper waiting">{face()}</div>}>
      <a
        class="paper"
        href={sourceOf(chat.slug, props.medium.id)}
        download={name()}
        aria-label={words.save(name())}
        title={words.save(name())}
      >
        {face()}
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 4v11m-5-5 5 5 5-5M5 20h14" />
        </svg>
      </a>
    </Show>
  );
};
