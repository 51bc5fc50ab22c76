import type { JSX } from "solid-js";
import type { PublicMedia } from "../../../../schema/contract/media.ts";
import { usePage } from "../page.ts";
import { Icon } from "../parts/Icon.tsx";
import { mediaWordsOf } from "../words/mediaWords.ts";
import { nameIn } from "./naming.ts";

/** A file that is not here: why, to the one who sent it; that it is not, to everybody else. */
export const Trouble = (props: { medium: PublicMedia; isOwn: boolean }): JSX.Element => {
  const { language } = usePage();
  const words = mediaWordsOf(language);
  return (
    <p class="paper trouble">
      <Icon name="alert" />
      <span class="paper-words">
        <span class="paper-name" dir="auto">
          {nameIn(words, props.medium)}
        </span>
        <span>{props.isOwn ? words.failures[props.medium.failure ?? "download_failed"] : words.notForYou}</span>
      </span>
    </p>
  );
};
