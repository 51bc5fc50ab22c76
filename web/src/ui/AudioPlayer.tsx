import "./audioPlayer.css";
import { createEffect, createSignal, createUniqueId, Show, type JSX } from "solid-js";
import { audioBars } from "./audioBars.ts";
import { nextSpeed, onDeck, seekTo, speed, togglePlay } from "./audioDeck.ts";
import { Glyph } from "./Glyph.tsx";
import { lengthOf } from "./lengthOf.ts";
import { barsPath } from "./waveform.ts";

/** What the player says; console and public page each bring their own. */
export interface PlayerWords {
  play: string;
  pause: string;
  position: string;
  at(now: string, whole: string): string;
  speed(speed: string): string;
  failed: string;
}

export interface AudioPlayerProps {
  src: string;
  name: string;
  bytes: number | null;
  durationMs: number | null;
  words: PlayerWords;
  /** A number as the reader writes it. */
  numberOf(value: number): string;
}

const barCount = 44;
const pitch = 4;
const height = 32;
const flat = Array.from({ length: barCount }, () => 0);

/** A recording: heard, sought by pointer or arrow keys over its waveform, faster when there is little time. */
export const AudioPlayer = (props: AudioPlayerProps): JSX.Element => {
  const clipId = createUniqueId();
  const [bars, setBars] = createSignal<readonly number[]>(flat);
  createEffect(() => void audioBars(props.src, props.bytes, barCount).then((heard) => setBars(heard ?? flat)));
  const path = () => barsPath(bars(), pitch, height);
  const mine = () => (onDeck()?.src === props.src ? onDeck() : null);
  const length = () => (props.durationMs === null ? (mine()?.length ?? 0) : props.durationMs / 1_000);
  const at = () => Math.min(mine()?.at ?? 0, length() || Infinity);
  const part = () => (length() > 0 ? at() / length() : 0);
  const clock = (seconds: number) => lengthOf(seconds * 1_000);
  return (
    <div class="audio" role="group" aria-label={props.name}>
      <button
        type="button"
        class="audio-play"
        aria-label={mine()?.isPlaying ? props.words.pause : props.words.play}
        onClick={() => togglePlay(props.src)}
      >
        <Show when={mine()?.isPlaying} fallback={<Glyph name="play" size={18} isFull />}>
          <Glyph name="pause" size={18} isFull />
        </Show>
      </button>
      <div class="audio-track">
        <svg viewBox={`0 0 ${barCount * pitch} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          <clipPath id={clipId}>
            <rect x="0" y="0" width={barCount * pitch * part()} height={height} />
          </clipPath>
          <path class="audio-bars" d={path()} />
          <path class="audio-bars heard" d={path()} clip-path={`url(#${clipId})`} />
        </svg>
        <input
          type="range"
          class="audio-seek"
          min="0"
          max={Math.max(length(), 0.1)}
          step="any"
          value={at()}
          aria-label={props.words.position}
          aria-valuetext={props.words.at(clock(at()), clock(length()))}
          onInput={(event) => seekTo(props.src, event.currentTarget.valueAsNumber)}
          onKeyDown={(event) => {
            const by = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5 }[event.key];
            if (by === undefined) return;
            event.preventDefault();
            seekTo(props.src, Math.max(0, Math.min(length(), at() + by)));
          }}
        />
      </div>
      <button
        type="button"
        class="audio-speed numbers"
        aria-label={props.words.speed(props.numberOf(speed()))}
        onClick={() => nextSpeed()}
      >
        {props.numberOf(speed())}×
      </button>
      <p class="audio-time numbers" aria-hidden="true">
        {mine() ? `${clock(at())} / ${clock(length())}` : clock(length())}
      </p>
      <Show when={mine()?.hasFailed}>
        <p class="audio-failed" role="alert">
          {props.words.failed}
        </p>
      </Show>
    </div>
  );
};
