import { createSignal } from "solid-js";

/** What is on the deck: one recording at a time for the whole page, so that it plays on while the thread is scrolled. */
export interface OnDeck {
  src: string;
  isPlaying: boolean;
  hasFailed: boolean;
  /** Seconds. */
  at: number;
  /** Seconds; null until the file has told. */
  length: number | null;
}

export const speeds = [1, 1.5, 2] as const;
const storedAt = "filo.audio-speed";

/** A browser may refuse storage (private windows, settings): the speed then lasts as long as the page. */
const storedSpeed = (): number => {
  try {
    return speeds.find((one) => String(one) === localStorage.getItem(storedAt)) ?? 1;
  } catch {
    return 1;
  }
};

const keepSpeed = (value: number): void => {
  try {
    localStorage.setItem(storedAt, String(value));
  } catch {
    // Refused, as above.
  }
};

const [onDeck, setOnDeck] = createSignal<OnDeck | null>(null);
const [speed, writeSpeed] = createSignal(storedSpeed());
export { onDeck, speed };

/** Where each recording was left. */
const leftAt = new Map<string, number>();
let element: HTMLAudioElement | undefined;

const follow = (audio: HTMLAudioElement) => {
  const told = onDeck();
  if (!told) return;
  setOnDeck({
    ...told,
    isPlaying: !audio.paused && !audio.ended,
    at: audio.currentTime,
    length: Number.isFinite(audio.duration) ? audio.duration : null,
  });
};

const deck = (): HTMLAudioElement => {
  if (element) return element;
  const audio = new Audio();
  for (const event of ["play", "pause", "timeupdate", "seeked", "durationchange"])
    audio.addEventListener(event, () => follow(audio));
  audio.addEventListener("ended", () => {
    audio.currentTime = 0;
    follow(audio);
  });
  audio.addEventListener("error", () => {
    const told = onDeck();
    if (told) setOnDeck({ ...told, isPlaying: false, hasFailed: true });
  });
  element = audio;
  return audio;
};

const put = (src: string, from: number): HTMLAudioElement => {
  const audio = deck();
  const told = onDeck();
  if (told?.src === src && !told.hasFailed) return audio;
  if (told) leftAt.set(told.src, told.at);
  setOnDeck({ src, isPlaying: false, hasFailed: false, at: from, length: null });
  audio.src = src;
  audio.currentTime = from;
  audio.playbackRate = speed();
  return audio;
};

/** Plays a recording from where it was left, or pauses it; another one that plays is stopped. */
export const togglePlay = (src: string): void => {
  const audio = put(src, leftAt.get(src) ?? 0);
  if (audio.paused) void audio.play().catch(() => undefined);
  else audio.pause();
};

/** @param seconds from the start */
export const seekTo = (src: string, seconds: number): void => {
  const audio = put(src, seconds);
  audio.currentTime = seconds;
  follow(audio);
};

/** The next speed in turn, for this and every later recording. */
export const nextSpeed = (): void => {
  const next = speeds[(speeds.findIndex((one) => one === speed()) + 1) % speeds.length] ?? 1;
  keepSpeed(next);
  writeSpeed(next);
  if (element) element.playbackRate = next;
};

/** Silence: the thread has been left. */
export const stopDeck = (): void => {
  const told = onDeck();
  if (!told) return;
  leftAt.set(told.src, told.at);
  element?.pause();
  setOnDeck(null);
};
