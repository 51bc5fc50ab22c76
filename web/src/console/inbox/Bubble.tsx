import "./bubble.css";
import { useQueryClient } from "@tanstack/solid-query";
import { For, Show, type JSX } from "solid-js";
import type { Message } from "../../../../schema/contract/conversations.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { problemText } from "../../api/problemText.ts";
import { timeOf } from "../../i18n/format.ts";
import { t } from "../../i18n/text.ts";
import type { Outgoing } from "../../realtime/outgoing.ts";
import { withMessage, type Thread } from "../../realtime/thread.ts";
import { Button } from "../../ui/Button.tsx";
import { showToast } from "../../ui/toasts.ts";
import { useLive } from "../shell/live.ts";
import { useMayNot } from "../shell/session.ts";
import { ChannelMark } from "./ConversationRow.tsx";
import { failureText } from "./failureText.ts";
import { textParts } from "./links.ts";
import { Ticks } from "./Ticks.tsx";
import { canRetry, tickOf } from "./ticks.ts";

const Words = (props: { text: string }): JSX.Element => (
  <p class="bubble-text" dir="auto">
    <For each={textParts(props.text)}>
      {(part) => (
        <Show when={part.href} fallback={part.text}>
          {(href) => (
            <a href={href()} target="_blank" rel="noopener noreferrer nofollow">
              {part.text}
            </a>
          )}
        </Show>
      )}
    </For>
  </p>
);

const authorOf = (message: Message, contactName: string): string => {
  if (message.sender === "client") return contactName;
  if (message.sender === "ai") return message.kind === "notice" ? `${t().inbox.ai} · ${t().inbox.notice}` : t().inbox.ai;
  return message.authorName ?? t().inbox.person;
};

const Failure = (props: { message: Message }): JSX.Element => {
  const client = useQueryClient();
  const mayNot = useMayNot("write");
  const retry = createAction(
    () =>
      call("POST /api/conversations/{id}/messages/{messageId}/retry", {
        params: { id: props.message.conversationId, messageId: props.message.id },
      }),
    {
      done: (message) =>
        client.setQueryData<Thread>(keys.thread(message.conversationId), (thread) =>
          thread ? { ...thread, items: withMessage(thread.items, message) } : thread,
        ),
      failed: (problem) => showToast({ tone: "problem", text: problemText(problem) }),
    },
  );
  return (
    <p class="bubble-failure">
      <span title={props.message.failure?.code}>{failureText(props.message)}</span>
      <Show when={canRetry(props.message)}>
        <Button tone="danger" class="slim" why={mayNot()} isBusy={retry.isRunning()} onClick={() => void retry.run(undefined)}>
          {t().common.retry}
        </Button>
      </Show>
    </p>
  );
};

/** One message: who wrote it is told by side, colour and a word. */
export const Bubble = (props: { message: Message; isFirst: boolean; contactName: string }): JSX.Element => (
  <article class={`bubble ${props.message.sender}`} classList={{ first: props.isFirst, notice: props.message.kind === "notice" }}>
    <Show when={props.isFirst} fallback={<span class="only-spoken">{authorOf(props.message, props.contactName)}</span>}>
      <p class="bubble-author">{authorOf(props.message, props.contactName)}</p>
    </Show>
    <Words text={props.message.text} />
    <p class="bubble-foot">
      <ChannelMark channel={props.message.channel} />
      <time datetime={props.message.createdAt}>{timeOf(props.message.createdAt)}</time>
      <Ticks mark={tickOf(props.message)} word={t().inbox.status[props.message.status]} />
    </p>
    <Show when={props.message.status === "failed" || props.message.status === "ambiguous"}>
      <Failure message={props.message} />
    </Show>
  </article>
);

/** A message of ours that the server has not confirmed: painted at once, never lost, sent once. */
export const OutgoingBubble = (props: { outgoing: Outgoing }): JSX.Element => {
  const { sender } = useLive();
  const isRefused = () => props.outgoing.state === "refused";
  const word = () =>
    props.outgoing.state === "waiting" && props.outgoing.problem ? t().inbox.waitingNetwork : t().inbox.sendingNow;
  return (
    <article class="bubble consultant first">
      <p class="bubble-author">{t().inbox.you}</p>
      <Words text={props.outgoing.text} />
      <p class="bubble-foot">
        <time datetime={props.outgoing.at}>{timeOf(props.outgoing.at)}</time>
        <Ticks mark={isRefused() ? "failed" : "clock"} word={isRefused() ? t().inbox.status.failed : word()} />
      </p>
      <Show when={isRefused()}>
        <p class="bubble-failure">
          <span>{t().inbox.failedBecause(problemText({ key: props.outgoing.problem ?? "internal" }))}</span>
          <Button tone="danger" class="slim" onClick={() => sender.retry(props.outgoing.clientMessageId)}>
            {t().common.retry}
          </Button>
          <Button tone="quiet" class="slim" onClick={() => sender.discard(props.outgoing.clientMessageId)}>
            {t().inbox.discard}
          </Button>
        </p>
      </Show>
    </article>
  );
};
