import "./files.css";
import { For, Show, createSignal, type JSX } from "solid-js";
import { lengthOf } from "../../ui/lengthOf.ts";
import { usePage } from "../page.ts";
import { Icon } from "../parts/Icon.tsx";
import { mediaWordsOf } from "../words/mediaWords.ts";
import type { Desk, Refused } from "./desk.ts";
import type { Held } from "./held.ts";
import { sizeIn } from "./measure.ts";
import { Progress } from "./Progress.tsx";

/** The files that will go with the message: how each looks, how far it is, and the way to take it out again. */
export const Tray = (props: { desk: Desk }): JSX.Element => {
  const { language } = usePage();
  const words = mediaWordsOf(language);
  return (
    <>
      <Show when={props.desk.tray().length > 0}>
        <ul class="tray" aria-label={words.attached}>
          <For each={props.desk.tray()}>{(held) => <Tile desk={props.desk} held={held} />}</For>
        </ul>
      </Show>
      <Show when={props.desk.refused().length > 0}>
        <Refusals refused={props.desk.refused()} onDismiss={props.desk.dismiss} />
      </Show>
    </>
  );
};

const Refusals = (props: { refused: readonly Refused[]; onDismiss: () => void }): JSX.Element => {
  const { language, words } = usePage();
  const said = mediaWordsOf(language).refused;
  return (
    <div class="left-out" role="alert">
      <ul>
        <For each={props.refused}>{({ name, reason }) => <li>{said[reason](name)}</li>}</For>
      </ul>
      <button type="button" class="quiet" aria-label={words.close} onClick={() => props.onDismiss()}>
        <Icon name="close" />
      </button>
    </div>
  );
};

const Tile = (props: { desk: Desk; held: Held }): JSX.Element => {
  const { language } = usePage();
  const words = mediaWordsOf(language);
  const { file } = props.held;
  return (
    <li
      class="tile"
      classList={{ seen: file.kind === "image", troubled: props.held.problem() !== null && props.held.problem() !== "offline" }}
    >
      <Preview held={props.held} />
      <Progress held={props.held} />
      <Show when={props.held.problem() !== null}>
        <button
          type="button"
          class="tile-again"
          aria-label={`${words.notUploaded}: ${file.name}. ${words.retry}`}
          onClick={() => props.desk.retry(props.held)}
        >
          <Icon name="again" />
        </button>
      </Show>
      <button
        type="button"
        class="tile-out"
        aria-label={words.remove(file.name)}
        title={words.remove(file.name)}
        onClick={() => props.desk.remove(props.held)}
      >
        <Icon name="close" />
      </button>
      <span class="only-spoken">{`${sizeIn(language, file.bytes)}`}</span>
    </li>
  );
};

/** A picture as itself, everything else by name. What this browser can't draw has a name, too. */
const Preview = (props: { held: Held }): JSX.Element => {
  const { language } = usePage();
  const { file } = props.held;
  const [isBlind, setBlind] = createSignal(file.kind !== "image" && file.kind !== "sticker");
  return (
    <Show
      when={!isBlind() && props.held.source()}
      fallback={
        <span class="tile-paper">
          <span class="tile-name">{file.name}</span>
          <span class="tile-facts">{file.durationMs === null ? sizeIn(language, file.bytes) : lengthOf(file.durationMs)}</span>
        </span>
      }
    >
      {(source) => (
        <img
          src={source()}
          alt={file.name}
          onLoad={({ currentTarget }) => props.held.measured(currentTarget.naturalWidth, currentTarget.naturalHeight)}
          onError={() => setBlind(true)}
        />
      )}
    </Show>
  );
};
