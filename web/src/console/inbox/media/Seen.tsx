import Sparkles from "lucide-solid/icons/sparkles";
import { Match, Show, Switch, type JSX } from "solid-js";
import type { Media, MediaKind } from "../../../../../schema/contract/media.ts";
import { t } from "../../../i18n/text.ts";
import { Foldable } from "./Foldable.tsx";
import { MediaRetry } from "./MediaRetry.tsx";
import { isNotAnalysed } from "./notAnalysed.ts";

const textLabel = (kind: MediaKind): string => {
  if (kind === "audio") return t().media.transcript;
  if (kind === "video") return t().media.textInVideo;
  return kind === "image" || kind === "sticker" ? t().media.textInPicture : t().media.textInDocument;
};

const waitingWord = (kind: MediaKind): string => (kind === "audio" ? t().media.listening : t().media.understanding);

interface SeenProps {
  conversationId: string;
  messageId: string;
  medium: Media;
  /** Which picture of an album, from 1. */
  number?: number;
}

/** What the AI was told of a file: what it shows, and the words in it; or why it could not look, and another try. */
export const Seen = (props: SeenProps): JSX.Element => (
  <Switch>
    <Match when={props.medium.state === "stored"}>
      <p class="seen-waiting">
        <span class="typing-dots" aria-hidden="true" />
        {waitingWord(props.medium.kind)}
      </p>
    </Match>
    <Match when={isNotAnalysed(props.medium)}>
      <p class="media-note">
        {props.medium.description}
        <MediaRetry conversationId={props.conversationId} messageId={props.messageId} mediaId={props.medium.id} />
      </p>
    </Match>
    <Match when={props.medium.description || props.medium.text}>
      <div class="seen">
        <Show when={props.medium.description}>
          {(description) => (
            <div>
              <p class="seen-label ai">
                <Sparkles size={13} />
                {props.number ? `${t().media.pictureNumber(props.number)} · ` : ""}
                {t().media.seenByAi}
              </p>
              <Foldable id={`${props.medium.id}-seen`} text={description()} />
            </div>
          )}
        </Show>
        <Show when={props.medium.text}>
          {(text) => (
            <div>
              <p class="seen-label">{textLabel(props.medium.kind)}</p>
              <Foldable id={`${props.medium.id}-text`} text={text()} />
            </div>
          )}
        </Show>
      </div>
    </Match>
  </Switch>
);
