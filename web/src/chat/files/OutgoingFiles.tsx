import "../media/cargo.css";
import "./files.css";
import { Index, Match, Show, Switch, createSignal, type JSX } from "solid-js";
import { pictureBox } from "../../files/pictureBox.ts";
import { lengthOf } from "../../ui/lengthOf.ts";
import { usePage } from "../page.ts";
import type { Desk } from "./desk.ts";
import type { Held } from "./held.ts";
import { sizeIn } from "./measure.ts";
import type { PageFile } from "./pageFile.ts";
import { Progress } from "./Progress.tsx";

/** The files of a message on its way, as they will stand in the thread. */
export const OutgoingFiles = (props: { desk: Desk; files: readonly PageFile[] }): JSX.Element => (
  <div class="cargo">
    <div classList={{ album: isAlbum(props.files), goings: !isAlbum(props.files) }}>
      <Index each={props.files}>
        {(file) => {
          const held = props.desk.heldOf(file());
          return (
            <div class="going">
              <Face held={held} file={file()} isTile={isAlbum(props.files)} />
              <Progress held={held} />
            </div>
          );
        }}
      </Index>
    </div>
  </div>
);

const isAlbum = (files: readonly PageFile[]): boolean => files.length > 1 && files.every(({ kind }) => kind === "image");

const Face = (props: { held: Held; file: PageFile; isTile: boolean }): JSX.Element => {
  const { language } = usePage();
  const [isBlind, setBlind] = createSignal(false);
  const box = () => pictureBox(props.file);
  const style = () => (props.isTile ? {} : { width: `${box().width}px`, "aspect-ratio": box().ratio });
  const isPicture = () => (props.file.kind === "image" || props.file.kind === "sticker") && !isBlind();
  return (
    <Switch
      fallback={
        <span class="paper">
          <span class="paper-words">
            <span class="paper-name">{props.file.name}</span>
            <span class="soft">{sizeIn(language, props.file.bytes)}</span>
          </span>
        </span>
      }
    >
      <Match when={isPicture()}>
        <span class="picture" style={style()}>
          <Show when={props.held.source()}>
            {(source) => <img src={source()} alt={props.file.name} onError={() => setBlind(true)} />}
          </Show>
        </span>
      </Match>
      <Match when={props.file.durationMs}>
        {(length) => (
          <span class="paper">
            <span class="paper-words">
              <span class="paper-name">{props.file.name}</span>
              <span class="soft">{lengthOf(length())}</span>
            </span>
          </span>
        )}
      </Match>
    </Switch>
  );
};
