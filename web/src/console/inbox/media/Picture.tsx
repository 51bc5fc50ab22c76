import ImageOff from "lucide-solid/icons/image-off";
import { createSignal, Match, Switch, type JSX } from "solid-js";
import type { Media } from "../../../../../schema/contract/media.ts";
import { t } from "../../../i18n/text.ts";
import { sourceOf } from "./localFiles.ts";
import { setOpenedPicture } from "./openedPicture.ts";
import { nameOf } from "./mediaName.ts";
import { pictureBox } from "../../../files/pictureBox.ts";

interface PictureProps {
  conversationId: string;
  medium: Media;
  /** In an album: a square, cut to fill it. */
  isTile?: boolean;
  /** How many more stand behind this one. */
  more?: number;
}

/** A picture in a box that has its size from the start; pressed, it opens large. */
export const Picture = (props: PictureProps): JSX.Element => {
  const [isBroken, setBroken] = createSignal(false);
  const box = () => pictureBox(props.medium);
  const label = () =>
    [t().media.openPicture(nameOf(props.medium)), props.more ? t().media.morePictures(props.more) : ""]
      .filter(Boolean)
      .join(". ");
  const style = () => (props.isTile ? {} : { width: `${box().width}px`, "aspect-ratio": box().ratio });
  return (
    <Switch
      fallback={
        <button
          type="button"
          class="picture"
          style={style()}
          aria-label={label()}
          onClick={() => setOpenedPicture(props.medium.id)}
        >
          <img
            src={sourceOf(props.conversationId, props.medium.id)}
            alt={props.medium.description ?? ""}
            decoding="async"
            draggable={false}
            onError={() => setBroken(true)}
          />
          {props.more ? <span class="picture-more">+{props.more}</span> : null}
        </button>
      }
    >
      <Match when={props.medium.state === "pending"}>
        <span class="picture waiting" style={style()} role="img" aria-label={t().media.fetching} />
      </Match>
      <Match when={isBroken()}>
        <button type="button" class="picture broken" style={style()} onClick={() => setBroken(false)}>
          <ImageOff size={24} />
          {t().media.notLoading}
          <span class="picture-again">{t().common.retry}</span>
        </button>
      </Match>
    </Switch>
  );
};
