import SendHorizontal from "lucide-solid/icons/send-horizontal";
import { createSignal, Show, type JSX } from "solid-js";
import type { Conversation, maxMessageLength } from "../../../../schema/contract/conversations.ts";
import { call } from "../../api/client.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { useMayNot } from "../shell/session.ts";
import { draftOf, keepDraft } from "./drafts.ts";

const longest: typeof maxMessageLength = 4_096;
const typingEveryMs = 4_000;

interface ComposerProps {
  conversation: Conversation;
  onSend(text: string): void;
  ref(element: HTMLTextAreaElement): void;
}

/** Where the consultant writes. What isn't sent stays as this conversation's draft. */
export const Composer = (props: ComposerProps): JSX.Element => {
  const mayNot = useMayNot("write");
  const [text, setText] = createSignal(draftOf(props.conversation.id));
  const channel = () => t().common.channels[props.conversation.lastMessage?.channel ?? "web"];
  const over = () => text().trim().length - longest;
  let saidTypingAt = 0;
  const sayTyping = () => {
    if (props.conversation.aiEnabled || Date.now() - saidTypingAt < typingEveryMs) return;
    saidTypingAt = Date.now();
    void call("POST /api/conversations/{id}/typing", { params: { id: props.conversation.id } }).catch(() => undefined);
  };
  const write = (next: string) => {
    setText(next);
    keepDraft(props.conversation.id, next);
    if (next.trim()) sayTyping();
  };
  const why = () => {
    if (mayNot()) return mayNot();
    if (over() > 0) return t().inbox.tooLong(over());
    return text().trim() ? undefined : t().inbox.sendEmpty;
  };
  const send = () => {
    if (why()) return;
    props.onSend(text().trim());
    write("");
  };
  return (
    <form
      noValidate
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="composer-box">
        <textarea
          ref={props.ref}
          class="composer-text"
          rows={1}
          dir="auto"
          enterkeyhint="send"
          aria-label={t().inbox.composerLabel}
          aria-describedby="composer-hint"
          placeholder={t().inbox.composerPlaceholder(props.conversation.contactName, channel())}
          readOnly={Boolean(mayNot())}
          value={text()}
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") event.currentTarget.blur();
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <Button type="submit" tone="primary" label={t().inbox.send} why={why()}>
          <SendHorizontal size={18} />
        </Button>
      </div>
      <p class="composer-hint" id="composer-hint">
        <Show when={over() > 0} fallback={<span>{props.conversation.aiEnabled ? t().inbox.composerHintAi : ""}</span>}>
          <span class="field-error">{t().inbox.tooLong(over())}</span>
        </Show>
        <span class="composer-keys">{t().inbox.composerHintKeys}</span>
      </p>
    </form>
  );
};
