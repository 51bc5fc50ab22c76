import "./bubble.css";
import CircleQuestionMark from "lucide-solid/icons/circle-question-mark";
import LayoutTemplate from "lucide-solid/icons/layout-template";
import MousePointerClick from "lucide-solid/icons/mouse-pointer-click";
import { Show, type JSX } from "solid-js";
import type { Message } from "../../../../../schema/contract/conversations.ts";
import { timeOf } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";
import { BubbleFailure } from "./BubbleFailure.tsx";
import { ChannelMark } from "../ChannelMark.tsx";
import { Delivery } from "./Delivery.tsx";
import { hasTrouble } from "./failureText.ts";
import { pointedAt } from "../jump.ts";
import { MessageMedia } from "../media/MessageMedia.tsx";
import { PlaceCard } from "../media/PlaceCard.tsx";
import { authorOf } from "./authorOf.ts";
import { LinkPreviewCard } from "./LinkPreviewCard.tsx";
import { Quote } from "./Quote.tsx";
import { firstLink } from "./textRuns.ts";
import { Words } from "./Words.tsx";

/** A small line that says what kind of message this is, where its words alone would not. */
export const BubbleMark = (props: { icon: JSX.Element; children: JSX.Element }): JSX.Element => (
  <p class="bubble-mark">
    {props.icon}
    {props.children}
  </p>
);

/** Everything in a bubble between its author and its foot. */
const Content = (props: { message: Message }): JSX.Element => {
  const isBare = () => {
    const { text, media, place, button } = props.message;
    return text.trim() === "" && media.length === 0 && place === null && button === null;
  };
  const words = () => <Show when={props.message.text || props.message.button?.text}>{(text) => <Words text={text()} />}</Show>;
  return (
    <>
      <Show when={props.message.template}>
        {(template) => (
          <BubbleMark icon={<LayoutTemplate size={13} />}>{t().media.template(template().name.replaceAll("_", " "))}</BubbleMark>
        )}
      </Show>
      <Show when={props.message.quoted}>{(quoted) => <Quote quoted={quoted()} />}</Show>
      <Show when={props.message.place}>{(place) => <PlaceCard place={place()} />}</Show>
      <Show when={isBare()}>
        <BubbleMark icon={<CircleQuestionMark size={13} />}>{t().media.nothingToShow}</BubbleMark>
      </Show>
      <Show when={props.message.button}>
        <BubbleMark icon={<MousePointerClick size={13} />}>{t().media.tappedButton}</BubbleMark>
      </Show>
      <Show when={props.message.media.length > 0} fallback={words()}>
        <MessageMedia
          conversationId={props.message.conversationId}
          messageId={props.message.id}
          media={props.message.media}
          caption={words()}
        />
      </Show>
      <Show when={firstLink(props.message.text)}>
        <LinkPreviewCard message={props.message} />
      </Show>
    </>
  );
};

/** One message: who wrote it is told by side, colour and a word. */
export const Bubble = (props: { message: Message; isFirst: boolean; contactName: string }): JSX.Element => (
  <article
    id={props.message.id}
    tabindex="-1"
    class={`bubble ${props.message.sender}`}
    classList={{
      first: props.isFirst,
      notice: props.message.kind === "notice",
      "with-media": props.message.media.length > 0 || props.message.place !== null,
      pointed: pointedAt() === props.message.id,
    }}
  >
    <Show when={props.isFirst} fallback={<span class="only-spoken">{authorOf(props.message, props.contactName)}</span>}>
      <p class="bubble-author">{authorOf(props.message, props.contactName)}</p>
    </Show>
    <Content message={props.message} />
    <div class="bubble-foot">
      <ChannelMark channel={props.message.channel} />
      <time datetime={props.message.createdAt}>{timeOf(props.message.createdAt)}</time>
      <Delivery message={props.message} />
    </div>
    <Show when={hasTrouble(props.message)}>
      <BubbleFailure message={props.message} />
    </Show>
  </article>
);
