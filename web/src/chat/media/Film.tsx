import { Show, type JSX } from "solid-js";
import type { PublicMedia } from "../../../../schema/contract/media.ts";
import { pictureBox } from "../../files/pictureBox.ts";
import { sourceOf } from "../files/sources.ts";
import { usePage } from "../page.ts";
import { mediaWordsOf } from "../words/mediaWords.ts";
import { nameIn } from "./naming.ts";

/** A video in a box of its size; the browser's own controls know every key. */
export const Film = (props: { medium: PublicMedia }): JSX.Element => {
  const { chat, language } = usePage();
  const words = mediaWordsOf(language);
  const box = () => pictureBox(props.medium.width === null ? { width: 4, height: 3 } : props.medium);
  const style = () => ({ width: `${box().width}px`, "aspect-ratio": box().ratio });
  return (
    <Show
      when={props.medium.state !== "pending"}
      fallback={<span class="picture waiting" style={style()} role="img" aria-label={words.pending} />}
    >
      <video
        class="film"
        style={style()}
        src={sourceOf(chat.slug, props.medium.id)}
        aria-label={nameIn(words, props.medium)}
        controls
        preload="metadata"
        playsinline
      />
    </Show>
  );
};
