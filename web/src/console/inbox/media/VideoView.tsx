import { type JSX } from "solid-js";
import type { Media } from "../../../../../schema/contract/media.ts";
import { t } from "../../../i18n/text.ts";
import { sourceOf } from "./localFiles.ts";
import { nameOf } from "./mediaName.ts";
import { pictureBox } from "../../../files/pictureBox.ts";

/** A video in a box of its size; the browser's own controls know every key. */
export const VideoView = (props: { conversationId: string; medium: Media }): JSX.Element => {
  const box = () => pictureBox(props.medium.width ? props.medium : { width: 4, height: 3 });
  const style = () => ({ width: `${box().width}px`, "aspect-ratio": box().ratio });
  return props.medium.state === "pending" ? (
    <span class="picture waiting" style={style()} role="img" aria-label={t().media.fetching} />
  ) : (
    <video
      class="video"
      style={style()}
      src={sourceOf(props.conversationId, props.medium.id)}
      aria-label={nameOf(props.medium)}
      controls
      preload="metadata"
      playsinline
    />
  );
};
