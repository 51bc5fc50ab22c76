import { Show, createMemo, type JSX } from "solid-js";
import type { PublicMessage } from "../../../../schema/contract/conversations.ts";
import type { PageOutgoing } from "../files/pageFile.ts";
import { usePage } from "../page.ts";
import { timeOf } from "../time.ts";
import { failureIn } from "../words/words.ts";
import { Icon } from "./Icon.tsx";
import { later } from "./later.ts";
import { Markup } from "./Markup.tsx";

/** Files, places and quotes come with the first message that has one. */
const Cargo = later(async () => (await import("../media/Cargo.tsx")).Cargo);
const OutgoingFiles = later(async () => (await import("../files/OutgoingFiles.tsx")).OutgoingFiles);

const hasCargo = ({ media, place, quoted }: PublicMessage): boolean => media.length > 0 || place !== null || quoted !== null;

/** Nothing of its own, such as a reaction on WhatsApp, which the provider does not hand on: what it answers is another's. */
const isBare = ({ text, media, place }: PublicMessage): boolean => !text.trim() && media.length === 0 && place === null;

/** Which side, colour and word a message has. */
const kindOf = (message: PublicMessage): "own" | "ai" | "person" => {
  if (message.direction === "inbound") return "own";
  return message.sender === "consultant" ? "person" : "ai";
};

/** A message of the thread. Its author is said by side, by colour and in words; the words are seen once per run of bubbles. */
export const Bubble = (props: { message: PublicMessage; startsRun: boolean }): JSX.Element => {
  const { chat, words, language } = usePage();
  const kind = kindOf(props.message);
  const text = createMemo(() => props.message.text);
  const author = () => {
    if (kind === "own") return words.you;
    return kind === "ai" ? words.ai(chat.info().agentName) : words.person(chat.info().businessName);
  };
  return (
    <article class={`message ${kind}`} data-message={props.message.id}>
      <p classList={{ author: true, "only-spoken": !props.startsRun }}>{author()}</p>
      <div class="bubble">
        <Show when={hasCargo(props.message)}>
          <Cargo message={props.message} />
        </Show>
        <Show when={isBare(props.message)}>
          <p class="plain soft">{words.nothingToShow}</p>
        </Show>
        <Show when={text()}>
          <Show when={kind === "own"} fallback={<Markup text={text()} />}>
            <p class="plain">{text()}</p>
          </Show>
        </Show>
      </div>
      <p class="meta">
        <time dateTime={props.message.createdAt}>{timeOf(language, props.message.createdAt)}</time>
        <Show when={props.message.channel === "whatsapp"}> · {words.viaWhatsapp}</Show>
      </p>
    </article>
  );
};

/** An own message that the server has not taken yet. */
export const OutgoingBubble = (props: { message: PageOutgoing }): JSX.Element => {
  const { chat, words } = usePage();
  const id = () => props.message.clientMessageId;
  const hasFiles = () => props.message.files.length > 0;
  /** Nothing of it has reached the thread yet, so it can still be taken back. */
  const isUploading = () => props.message.files.some(({ mediaId }) => mediaId === null);
  const failure = () => {
    const key = props.message.problem ?? "internal";
    if (hasFiles() && key === "not_found") return words.fileLost;
    return hasFiles() && key === "too_large" ? words.fileTooLarge : failureIn(words, key);
  };
  return (
    <article class="message own outgoing" data-outgoing={props.message.state}>
      <p class="author only-spoken">{words.you}</p>
      <div class="bubble">
        <Show when={props.message.files.length > 0 && chat.files.desk()}>
          {(desk) => <OutgoingFiles desk={desk()} files={props.message.files} />}
        </Show>
        <Show when={props.message.text}>
          <p class="plain">{props.message.text}</p>
        </Show>
      </div>
      <Show
        when={props.message.state === "refused"}
        fallback={
          <p class="meta">
            <Icon name="clock" /> {props.message.problem === "offline" ? words.waiting : words.sending}
            <Show when={isUploading()}>
              <button type="button" class="link" onClick={() => chat.discard(id())}>
                {words.cancel}
              </button>
            </Show>
          </p>
        }
      >
        <p class="meta failed" role="alert">
          <Icon name="alert" /> {failure()}
          <button type="button" class="link" onClick={() => chat.retry(id())}>
            {words.retry}
          </button>
          <button type="button" class="link" onClick={() => chat.discard(id())}>
            {words.discard}
          </button>
        </p>
      </Show>
    </article>
  );
};

/** The answer while it is being written; silent to screen readers, who hear it when it is finished. */
export const DraftBubble = (props: { text: string }): JSX.Element => {
  const { chat, words } = usePage();
  return (
    <article class="message ai draft" aria-hidden="true">
      <p class="author">{words.ai(chat.info().agentName)}</p>
      <div class="bubble">
        <Show when={props.text} fallback={<Dots />}>
          <Markup text={props.text} />
        </Show>
      </div>
    </article>
  );
};

const Dots = (): JSX.Element => (
  <span class="dots">
    <i />
    <i />
    <i />
  </span>
);

export const PersonTyping = (): JSX.Element => {
  const { words } = usePage();
  return (
    <div class="message person">
      <p class="author">{words.personTyping}</p>
      <div class="bubble" aria-hidden="true">
        <Dots />
      </div>
    </div>
  );
};
