import { Match, Switch, createSignal, type JSX } from "solid-js";
import type { PublicMedia } from "../../../../schema/contract/media.ts";
import { pictureBox } from "../../files/pictureBox.ts";
import { sourceOf } from "../files/sources.ts";
import { usePage } from "../page.ts";
import { mediaWordsOf } from "../words/mediaWords.ts";
import { nameIn } from "./naming.ts";
import { openPicture } from "./openedPicture.ts";
import { Paper } from "./Paper.tsx";

/** A picture in a box that has its size from the start; pressed, it opens large. One that can't be drawn can still be saved. */
export const Picture = (props: { medium: PublicMedia; isTile?: boolean }): JSX.Element => {
  const page = usePage();
  const words = mediaWordsOf(page.language);
  const [isBlind, setBlind] = createSignal(false);
  const box = () => pictureBox(props.medium);
  const style = () => (props.isTile ? {} : { width: `${box().width}px`, "aspect-ratio": box().ratio });
  const name = () => nameIn(words, props.medium);
  return (
    <Switch
      fallback={
        <button
          type="button"
          class="picture"
          classList={{ sticker: props.medium.kind === "sticker" }}
          style={style()}
          aria-label={words.enlarge(name())}
          onClick={() => openPicture(page, props.medium.id)}
        >
          <img src={sourceOf(page.chat.slug, props.medium.id)} alt="" decoding="async" onError={() => setBlind(true)} />
        </button>
      }
    >
      <Match when={props.medium.state === "pending"}>
        <span class="picture waiting" style={style()} role="img" aria-label={words.pending} />
      </Match>
      <Match when={isBlind()}>
        <Paper medium={props.medium} />
      </Match>
    </Switch>
  );
};
