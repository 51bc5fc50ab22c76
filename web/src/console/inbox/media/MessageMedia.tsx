import "./media.css";
import { createMemo, Index, Match, Show, Switch, type JSX } from "solid-js";
import type { Media } from "../../../../../schema/contract/media.ts";
import { ContactCard } from "./ContactCard.tsx";
import { DocumentCard } from "./DocumentCard.tsx";
import { LinkCard } from "./LinkCard.tsx";
import { mediaGroups, type MediaGroup } from "../../../files/mediaGroups.ts";
import { MediaTrouble } from "./MediaTrouble.tsx";
import { Picture } from "./Picture.tsx";
import { Seen } from "./Seen.tsx";
import { VideoView } from "./VideoView.tsx";
import { VoiceNote } from "./VoiceNote.tsx";

interface MessageMediaProps {
  conversationId: string;
  /** Null while the message is on its way. */
  messageId: string | null;
  media: readonly Media[];
  /** The message's own words: right under a single file, before what the AI saw in it; else under all of them. */
  caption?: JSX.Element;
}

const tilesShown = 4;

const isHere = (medium: Media): boolean => medium.state !== "refused" && medium.state !== "failed";

/** Whether anything is to be told of what the AI saw in it. */
const isLookedAt = (medium: Media): boolean => isHere(medium) && medium.kind !== "contact" && medium.elsewhere === undefined;

const One = (props: { conversationId: string; messageId: string | null; medium: Media }): JSX.Element => (
  <Switch fallback={<DocumentCard conversationId={props.conversationId} medium={props.medium} />}>
    <Match when={props.medium.elsewhere}>{(href) => <LinkCard medium={props.medium} href={href()} />}</Match>
    <Match when={!isHere(props.medium)}>
      <MediaTrouble conversationId={props.conversationId} messageId={props.messageId} medium={props.medium} />
    </Match>
    <Match when={props.medium.kind === "image" || props.medium.kind === "sticker"}>
      <div class={props.medium.kind}>
        <Picture conversationId={props.conversationId} medium={props.medium} />
      </div>
    </Match>
    <Match when={props.medium.kind === "audio"}>
      <VoiceNote conversationId={props.conversationId} messageId={props.messageId} medium={props.medium} />
    </Match>
    <Match when={props.medium.kind === "video"}>
      <VideoView conversationId={props.conversationId} medium={props.medium} />
    </Match>
    <Match when={props.medium.kind === "contact"}>
      <ContactCard conversationId={props.conversationId} medium={props.medium} />
    </Match>
  </Switch>
);

const Album = (props: { conversationId: string; items: readonly Media[] }): JSX.Element => (
  <ul class={`album of-${Math.min(props.items.length, tilesShown)}`}>
    <Index each={props.items.slice(0, tilesShown)}>
      {(medium, at) => (
        <li>
          <Picture
            conversationId={props.conversationId}
            medium={medium()}
            isTile
            more={at === tilesShown - 1 ? props.items.length - tilesShown : 0}
          />
        </li>
      )}
    </Index>
  </ul>
);

const only = <K extends MediaGroup["kind"]>(group: MediaGroup, kind: K) =>
  group.kind === kind ? (group as Extract<MediaGroup, { kind: K }>) : undefined;

/**
 * A message's files, and under each what the AI was told of it. A visiting card's words stand on it already. Drawn by place: a
 * file that has become known better is the same file, and what plays goes on.
 */
export const MessageMedia = (props: MessageMediaProps): JSX.Element => {
  const groups = createMemo(() => mediaGroups(props.media));
  const isSingle = () => groups().length === 1;
  return (
    <div class="media">
      <Index each={groups()}>
        {(group) => (
          <Switch>
            <Match when={only(group(), "one")}>
              {(one) => (
                <>
                  <One conversationId={props.conversationId} messageId={props.messageId} medium={one().item} />
                  <Show when={isSingle()}>{props.caption}</Show>
                  <Show when={isLookedAt(one().item) && props.messageId}>
                    {(messageId) => <Seen conversationId={props.conversationId} messageId={messageId()} medium={one().item} />}
                  </Show>
                </>
              )}
            </Match>
            <Match when={only(group(), "album")}>
              {(album) => (
                <>
                  <Album conversationId={props.conversationId} items={album().items} />
                  <Show when={isSingle()}>{props.caption}</Show>
                  <Show when={props.messageId}>
                    {(messageId) => (
                      <Index each={album().items}>
                        {(medium, at) => (
                          <Seen conversationId={props.conversationId} messageId={messageId()} medium={medium()} number={at + 1} />
                        )}
                      </Index>
                    )}
                  </Show>
                </>
              )}
            </Match>
          </Switch>
        )}
      </Index>
      <Show when={!isSingle()}>{props.caption}</Show>
    </div>
  );
};
