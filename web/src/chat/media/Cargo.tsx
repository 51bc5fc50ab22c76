import "./cargo.css";
import { Index, Match, Show, Switch, createMemo, type JSX } from "solid-js";
import type { PublicMessage } from "../../../../schema/contract/conversations.ts";
import type { PublicMedia } from "../../../../schema/contract/media.ts";
import { mediaGroups, type MediaGroup } from "../../files/mediaGroups.ts";
import { Elsewhere } from "./Elsewhere.tsx";
import { Film } from "./Film.tsx";
import { Paper } from "./Paper.tsx";
import { Picture } from "./Picture.tsx";
import { PlaceLink } from "./PlaceLink.tsx";
import { Quote } from "./Quote.tsx";
import { Trouble } from "./Trouble.tsx";
import { VoiceNote } from "./VoiceNote.tsx";

/** What a message carries beside its words: the message it answers, a place, files. */
export const Cargo = (props: { message: PublicMessage }): JSX.Element => {
  const groups = createMemo(() => mediaGroups(props.message.media));
  const isOwn = () => props.message.direction === "inbound";
  return (
    <div class="cargo">
      <Show when={props.message.quoted}>{(quoted) => <Quote quoted={quoted()} />}</Show>
      <Show when={props.message.place}>{(place) => <PlaceLink place={place()} />}</Show>
      <Index each={groups()}>
        {(group) => (
          <Switch>
            <Match when={only(group(), "one")}>{(one) => <One medium={one().item} isOwn={isOwn()} />}</Match>
            <Match when={only(group(), "album")}>{(album) => <Album items={album().items} />}</Match>
          </Switch>
        )}
      </Index>
    </div>
  );
};

type Group = MediaGroup<PublicMedia>;

const only = <K extends Group["kind"]>(group: Group, kind: K) =>
  group.kind === kind ? (group as Extract<Group, { kind: K }>) : undefined;

const Album = (props: { items: readonly PublicMedia[] }): JSX.Element => (
  <ul class="album">
    <Index each={props.items}>
      {(medium) => (
        <li>
          <Picture medium={medium()} isTile />
        </li>
      )}
    </Index>
  </ul>
);

const isHere = ({ state }: PublicMedia): boolean => state !== "refused" && state !== "failed";

const One = (props: { medium: PublicMedia; isOwn: boolean }): JSX.Element => (
  <Switch fallback={<Paper medium={props.medium} />}>
    <Match when={props.medium.elsewhere}>{(href) => <Elsewhere medium={props.medium} href={href()} />}</Match>
    <Match when={!isHere(props.medium)}>
      <Trouble medium={props.medium} isOwn={props.isOwn} />
    </Match>
    <Match when={props.medium.kind === "image" || props.medium.kind === "sticker"}>
      <Picture medium={props.medium} />
    </Match>
    <Match when={props.medium.kind === "audio"}>
      <VoiceNote medium={props.medium} isOwn={props.isOwn} />
    </Match>
    <Match when={props.medium.kind === "video"}>
      <Film medium={props.medium} />
    </Match>
  </Switch>
);
