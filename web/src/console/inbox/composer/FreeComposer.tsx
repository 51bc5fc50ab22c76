import LayoutTemplate from "lucide-solid/icons/layout-template";
import Paperclip from "lucide-solid/icons/paperclip";
import SendHorizontal from "lucide-solid/icons/send-horizontal";
import { createEffect, createSignal, Show, type JSX } from "solid-js";
import type { Conversation, maxMessageLength } from "../../../../../schema/contract/conversations.ts";
import { call } from "../../../api/client.ts";
import { t } from "../../../i18n/text.ts";
import type { Draft } from "../../../realtime/written.ts";
import { Button } from "../../../ui/Button.tsx";
import { useMayNot } from "../../shell/session.ts";
import { draftOf, keepDraft } from "../drafts.ts";
import { attachmentsOf, takeAttachments } from "./attachments.ts";
import { AttachmentTray } from "./AttachmentTray.tsx";
import { acceptedTypes } from "../../../files/fileRules.ts";
import { pastedFiles, takeFiles } from "./files.ts";
import { readiness } from "./readiness.ts";

const longest: typeof maxMessageLength = 4_096;
const typingEveryMs = 4_000;

interface FreeComposerProps {
  conversation: Conversation;
  onSend(draft: Draft): void;
  /** Opens the templates; absent where they make no sense. */
  onTemplate?: (() => void) | undefined;
  ref(element: HTMLTextAreaElement): void;
}

/** Says now and then that a person is typing, once the AI is off. */
const typingTeller = (conversation: () => Conversation) => {
  let saidAt = 0;
  return () => {
    if (conversation().aiEnabled || Date.now() - saidAt < typingEveryMs) return;
    saidAt = Date.now();
    void call("POST /api/conversations/{id}/typing", { params: { id: conversation().id } }).catch(() => undefined);
  };
};

const AttachButton = (props: { why: string | undefined; onPick(files: FileList): void }): JSX.Element => {
  const [picker, setPicker] = createSignal<HTMLInputElement>();
  return (
    <>
      <input
        ref={setPicker}
        type="file"
        accept={acceptedTypes}
        multiple
        hidden
        onChange={(event) => {
          if (event.currentTarget.files) props.onPick(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
      <Button tone="quiet" label={t().sending.attach} why={props.why} onClick={() => picker()?.click()}>
        <Paperclip size={18} />
      </Button>
    </>
  );
};

/** Text, files or both. What isn't sent stays as this conversation's draft; what is still uploading goes out once it is there. */
export const FreeComposer = (props: FreeComposerProps): JSX.Element => {
  const mayNot = useMayNot("write");
  const id = () => props.conversation.id;
  const [text, setText] = createSignal(draftOf(id()));
  const [isSendingSoon, setSendingSoon] = createSignal(false);
  const channel = () => props.conversation.lastMessage?.channel ?? "web";
  const over = () => text().trim().length - longest;
  const state = () => readiness(text(), over(), attachmentsOf(id()));
  const sayTyping = typingTeller(() => props.conversation);
  const write = (next: string) => {
    setText(next);
    keepDraft(id(), next);
    if (next.trim()) sayTyping();
  };
  const attach = (files: Iterable<File>) => takeFiles(id(), files, channel());
  const why = () => {
    if (mayNot()) return mayNot();
    const now = state();
    if (now === "too_long") return t().inbox.tooLong(over());
    if (now === "broken_files") return t().sending.fixFiles;
    return now === "empty" ? t().inbox.sendEmpty : undefined;
  };
  const send = () => {
    if (why()) return;
    if (state() === "waiting") return setSendingSoon(true);
    setSendingSoon(false);
    props.onSend({ text: text().trim(), media: takeAttachments(id()), template: null });
    write("");
  };
  createEffect(() => {
    if (!isSendingSoon() || state() === "waiting") return;
    if (why()) setSendingSoon(false);
    else send();
  });
  const hint = () => {
    if (isSendingSoon()) return t().sending.uploadsRunning;
    return props.conversation.aiEnabled ? t().inbox.composerHintAi : "";
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <AttachmentTray conversationId={id()} channel={channel()} />
      <div class="composer-box">
        <AttachButton why={mayNot()} onPick={attach} />
        <textarea
          ref={props.ref}
          class="composer-text"
          rows={1}
          dir="auto"
          enterkeyhint="send"
          aria-label={t().inbox.composerLabel}
          aria-describedby="composer-hint"
          placeholder={t().inbox.composerPlaceholder(props.conversation.contactName, t().common.channels[channel()])}
          readOnly={Boolean(mayNot())}
          value={text()}
          onInput={(event) => write(event.currentTarget.value)}
          onPaste={(event) => {
            const files = pastedFiles(event.clipboardData);
            if (files.length === 0 || mayNot()) return;
            event.preventDefault();
            attach(files);
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape") event.currentTarget.blur();
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <Button type="submit" tone="primary" label={t().inbox.send} why={why()} isBusy={isSendingSoon()}>
          <SendHorizontal size={18} />
        </Button>
      </div>
      <div class="composer-hint">
        <p id="composer-hint" role="status">
          <Show when={over() > 0} fallback={hint()}>
            <span class="field-error">{t().inbox.tooLong(over())}</span>
          </Show>
        </p>
        <span class="composer-keys">{t().inbox.composerHintKeys}</span>
        <Show when={props.onTemplate}>
          {(open) => (
            <button type="button" class="composer-template" onClick={() => open()()}>
              <LayoutTemplate size={14} />
              {t().sending.useTemplate}
            </button>
          )}
        </Show>
      </div>
    </form>
  );
};
