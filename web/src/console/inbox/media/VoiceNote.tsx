import { Show, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Media } from "../../../../../schema/contract/media.ts";
import { numberOf } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";
import { audioPlayer } from "./audioPlayer.ts";
import { sourceOf } from "./localFiles.ts";
import { nameOf } from "./mediaName.ts";
import { MediaRetry } from "./MediaRetry.tsx";

interface VoiceNoteProps {
  conversationId: string;
  messageId: string | null;
  medium: Media;
}

/** A recording to listen to. One that could not be written down says so: nobody should take silence for nothing said. */
export const VoiceNote = (props: VoiceNoteProps): JSX.Element => {
  const room = () => <div class="audio-room" role="status" aria-label={t().media.fetching} />;
  const player = audioPlayer();
  const isMute = () =>
    props.medium.state === "ready" && !props.medium.text && !props.medium.description && props.messageId !== null;
  return (
    <>
      <div class="audio-note">
        <Show when={props.medium.state !== "pending" && player()} fallback={room()}>
          {(loaded) => (
            <Dynamic
              component={loaded()}
              src={sourceOf(props.conversationId, props.medium.id)}
              name={nameOf(props.medium)}
              bytes={props.medium.bytes}
              durationMs={props.medium.durationMs}
              words={t().media.player}
              numberOf={numberOf}
            />
          )}
        </Show>
      </div>
      <Show when={isMute()}>
        <p class="media-note">
          {t().media.noTranscript}
          <MediaRetry conversationId={props.conversationId} messageId={props.messageId} mediaId={props.medium.id} />
        </p>
      </Show>
    </>
  );
};
