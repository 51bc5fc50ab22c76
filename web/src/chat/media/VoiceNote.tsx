import { Match, Show, Switch, type JSX } from "solid-js";
import type { PublicMedia } from "../../../../schema/contract/media.ts";
import { numberIn } from "../files/measure.ts";
import { sourceOf } from "../files/sources.ts";
import { usePage } from "../page.ts";
import { later } from "../parts/later.ts";
import { mediaWordsOf } from "../words/mediaWords.ts";
import { nameIn } from "./naming.ts";

const AudioPlayer = later(async () => (await import("../../ui/AudioPlayer.tsx")).AudioPlayer);

/** A recording to listen to, with the words in it; to whoever spoke it, also that they could not be made out. */
export const VoiceNote = (props: { medium: PublicMedia; isOwn: boolean }): JSX.Element => {
  const { chat, language } = usePage();
  const words = mediaWordsOf(language);
  return (
    <div class="voice-note">
      <div class="audio-room" classList={{ waiting: props.medium.state === "pending" }}>
        <Show when={props.medium.state !== "pending"} fallback={<p class="cargo-note">{words.pending}</p>}>
          <AudioPlayer
            src={sourceOf(chat.slug, props.medium.id)}
            name={nameIn(words, props.medium)}
            bytes={props.medium.bytes}
            durationMs={props.medium.durationMs}
            words={words.player}
            numberOf={numberIn(language)}
          />
        </Show>
      </div>
      <Switch>
        <Match when={props.medium.text}>
          <details class="transcript">
            <summary>{words.transcript}</summary>
            <p dir="auto">{props.medium.text}</p>
          </details>
        </Match>
        <Match when={props.isOwn && props.medium.state === "stored"}>
          <p class="cargo-note">{words.listening}</p>
        </Match>
        <Match when={props.isOwn && props.medium.state === "ready"}>
          <p class="cargo-note">{words.notHeard}</p>
        </Match>
      </Switch>
    </div>
  );
};
