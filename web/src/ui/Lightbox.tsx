import "./lightbox.css";
import { createEffect, createSignal, on, onMount, Show, type JSX } from "solid-js";
import { Glyph, type GlyphName } from "./Glyph.tsx";
import { ZoomFrame, type ZoomHandle } from "./ZoomFrame.tsx";

export interface LightboxPicture {
  id: string;
  src: string;
  name: string;
  /** The file's name when saved, where it is another. */
  savedName?: string;
  /** What is told of it, for those who can't see it and below it. */
  words: string | null;
}

/** What the lightbox says; console and public page each bring their own. */
export interface LightboxWords {
  title: string;
  previous: string;
  next: string;
  zoomIn: string;
  zoomOut: string;
  of(at: number, all: number): string;
  download: string;
  notLoading: string;
  close: string;
}

interface LightboxProps {
  words: LightboxWords;
  pictures: readonly LightboxPicture[];
  /** The id of the picture shown. */
  at: string;
  onMove(id: string): void;
  onClose(): void;
}

const zoomStep = 1.5;
const panStep = 60;

const Tool = (props: { label: string; icon: GlyphName; class?: string; onPress(): void }): JSX.Element => (
  <button
    type="button"
    class={`lightbox-tool ${props.class ?? ""}`}
    aria-label={props.label}
    title={props.label}
    onClick={() => props.onPress()}
  >
    <Glyph name={props.icon} size={20} />
  </button>
);

/** Pictures at full size, over everything: arrows move, plus and minus zoom, Escape closes and gives the focus back. */
export default function Lightbox(props: LightboxProps): JSX.Element {
  let dialog!: HTMLDialogElement;
  let zoom: ZoomHandle | undefined;
  const [hasFailed, setFailed] = createSignal(false);
  const index = () =>
    Math.max(
      0,
      props.pictures.findIndex((picture) => picture.id === props.at),
    );
  const shown = () => props.pictures[index()];
  const move = (by: number) => {
    const next = props.pictures[index() + by];
    if (next) props.onMove(next.id);
  };
  createEffect(
    on(
      () => props.at,
      () => setFailed(false),
    ),
  );
  onMount(() => dialog.showModal());
  const pans: Record<string, [number, number]> = {
    ArrowLeft: [panStep, 0],
    ArrowRight: [-panStep, 0],
    ArrowUp: [0, panStep],
    ArrowDown: [0, -panStep],
  };
  const press = (event: KeyboardEvent) => {
    const pan = pans[event.key];
    if (pan && zoom?.pan(...pan)) event.preventDefault();
    else if (event.key === "ArrowLeft") move(-1);
    else if (event.key === "ArrowRight") move(1);
    else if (event.key === "+" || event.key === "=") zoom?.by(zoomStep);
    else if (event.key === "-") zoom?.by(1 / zoomStep);
    else if (event.key === "0") zoom?.by(1 / 100);
  };
  return (
    <dialog ref={dialog} class="lightbox" aria-label={props.words.title} onClose={() => props.onClose()} onKeyDown={press}>
      <header class="lightbox-head">
        <p class="truncate" aria-live="polite">
          <span class="lightbox-name">{shown()?.name}</span>
          <Show when={props.pictures.length > 1}>
            <span class="numbers"> · {props.words.of(index() + 1, props.pictures.length)}</span>
          </Show>
        </p>
        <Tool label={props.words.zoomOut} icon="farther" class="on-desk" onPress={() => zoom?.by(1 / zoomStep)} />
        <Tool label={props.words.zoomIn} icon="closer" class="on-desk" onPress={() => zoom?.by(zoomStep)} />
        <a
          class="lightbox-tool"
          href={shown()?.src}
          download={shown()?.savedName ?? shown()?.name}
          aria-label={props.words.download}
          title={props.words.download}
        >
          <Glyph name="download" size={20} />
        </a>
        <Tool label={props.words.close} icon="close" onPress={() => dialog.close()} />
      </header>
      <Show
        when={!hasFailed()}
        fallback={
          <p class="lightbox-failed">
            <Glyph name="broken" size={32} />
            {props.words.notLoading}
          </p>
        }
      >
        <Show when={shown()} keyed>
          {(picture) => (
            <ZoomFrame
              src={picture.src}
              alt={picture.words ?? picture.name}
              ref={(handle) => (zoom = handle)}
              onFail={() => setFailed(true)}
            />
          )}
        </Show>
      </Show>
      <Show when={index() > 0}>
        <Tool label={props.words.previous} icon="left" class="lightbox-turn back" onPress={() => move(-1)} />
      </Show>
      <Show when={index() < props.pictures.length - 1}>
        <Tool label={props.words.next} icon="right" class="lightbox-turn on" onPress={() => move(1)} />
      </Show>
      <Show when={shown()?.words}>{(words) => <p class="lightbox-words">{words()}</p>}</Show>
    </dialog>
  );
}
