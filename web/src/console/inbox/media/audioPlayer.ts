import { createSignal, type Accessor, type Component } from "solid-js";
import type { AudioPlayerProps } from "../../../ui/AudioPlayer.tsx";

const [player, setPlayer] = createSignal<Component<AudioPlayerProps>>();
let isAsked = false;

/**
 * The player, fetched with the first recording that is shown; nothing until it is here. Not `lazy`: rows of a virtual list come
 * and go while it loads, and `lazy` ties its loading to the first row that asked.
 */
export const audioPlayer = (): Accessor<Component<AudioPlayerProps> | undefined> => {
  if (!isAsked) {
    isAsked = true;
    import("../../../ui/AudioPlayer.tsx").then(
      (loaded) => setPlayer(() => loaded.AudioPlayer),
      () => (isAsked = false),
    );
  }
  return player;
};
