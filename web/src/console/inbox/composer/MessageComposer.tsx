import LayoutTemplate from "lucide-solid/icons/layout-template";
import SendHorizontal from "lucide-solid/icons/send-horizontal";
import Zap from "lucide-solid/icons/zap";
import { createEffect, createSignal, createUniqueId, Show, type JSX } from "solid-js";
import type { Conversation, maxMessageLength } from "../../../../../schema/contract/conversations.ts";
import type { Channel } from "../../../../../schema/contract/enums.ts";
import { t } from "../../../i18n/text.ts";
import { threadWords } from "../../../i18n/threadWords.ts";
import type { Draft } from "../../../realtime/written.ts";
import { Button } from "../../../ui/Button.tsx";
import { useMayNot } from "../../shell/session.ts";
import { draftOf, keepDraft } from "../drafts.ts";
import { AttachButton } from "./AttachButton.tsx";
import { attachmentsOf, takeAttachments } from "./attachments.ts";
import { AttachmentTray } from "./AttachmentTray.tsx";
import { createCannedReplies } from "./canned/cannedData.ts";
import { cannedSource } from "./canned/cannedSource.ts";
import { takeFiles } from "./files.ts";
import { readiness } from "./readiness.ts";
import { TextCount } from "./TextCount.tsx";
import { createTypingTeller } from "./typingTeller.ts";
import { WritingBox } from "./WritingBox.tsx";
import { lateDialog } from "../../shell/late/late.tsx";

const CannedDialog = lateDialog(() => import("./canned/CannedDialog.tsx"));

const longest: typeof maxMessageLength = 4_096;

interface MessageComposerProps {
  conversation: Conversation;
  channel: Channel;
  onSend(draft: Draft): void;
  /** Opens the templates; absent where they make no sense. */
  onTemplate?: (() => void) | undefined;
  ref(element: HTMLTextAreaElement): void;
}

/** `/` and what it calls up, with the dialog in which the replies are changed. */
const createCanned = (contactName: () => string) => {
  const [isAsked, setAsked] = createSignal(false);
  const [isManaging, setManaging] = createSignal(false);
  const replies = createCannedReplies(isAsked);
  const source = cannedSource({
    replies: () => replies.data()?.items ?? (replies.problem() ? [] : undefined),
    contactName,
    manage: () => setManaging(true),
    onCalled: () => setAsked(true),
  });
  return { source, isManaging, close: () => setManaging(false) };
};

/** Text, files or both. What isn't sent stays as this conversation's draft; what is still uploading goes out once it is there. */
export const MessageComposer = (props: MessageComposerProps): JSX.Element => {
  const mayNot = useMayNot("write");
  const id = () => props.conversation.id;
  const text = () => draftOf(id());
  const [isSendingSoon, setSendingSoon] = createSignal(false);
  const countId = createUniqueId();
  const canned = createCanned(() => props.conversation.contactName);
  const sayTyping = createTypingTeller({ conversationId: id, isForCustomer: () => !props.conversation.aiEnabled });
  const over = () => text().trim().length - longest;
  const state = () => readiness(text(), over(), attachmentsOf(id()));
  let field: HTMLTextAreaElement | undefined;
  const write = (next: string) => {
    keepDraft(id(), next);
    if (next.trim()) sayTyping();
  };
  /** For those who don't know that `/` does it, or have it deep in their keyboard. */
  const callCanned = () => {
    if (!field || mayNot()) return;
    const before = text();
    write(/(^|\s)$/.test(before) ? `${before}/` : `${before} /`);
    field.focus();
    field.setSelectionRange(text().length, text().length);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  const attach = (files: Iterable<File>) => takeFiles(id(), files, props.channel);
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
      <AttachmentTray conversationId={id()} channel={props.channel} />
      <WritingBox
        ref={(element) => {
          field = element;
          props.ref(element);
        }}
        text={text()}
        onText={write}
        onSend={send}
        {...(mayNot() ? {} : { onFiles: attach })}
        label={t().inbox.composerLabel}
        placeholder={t().inbox.composerPlaceholder(props.conversation.contactName, t().common.channels[props.channel])}
        describedBy={countId}
        isReadOnly={Boolean(mayNot())}
        source={canned.source}
        before={<AttachButton why={mayNot()} onPick={attach} />}
        after={
          <Button type="submit" tone="primary" label={t().inbox.send} why={why()} isBusy={isSendingSoon()}>
            <SendHorizontal size={18} />
          </Button>
        }
      />
      <div class="composer-hint">
        <TextCount id={countId} left={-over()} hint={hint()} />
        <span class="composer-keys">{t().inbox.composerHintKeys}</span>
        <button type="button" class="composer-tool" onClick={callCanned}>
          <Zap size={14} />
          {threadWords().canned.open}
        </button>
        <Show when={props.onTemplate}>
          {(open) => (
            <button type="button" class="composer-tool" onClick={() => open()()}>
              <LayoutTemplate size={14} />
              {t().sending.useTemplate}
            </button>
          )}
        </Show>
      </div>
      <Show when={canned.isManaging()}>
        <CannedDialog
          onClose={() => {
            canned.close();
            field?.focus();
          }}
        />
      </Show>
    </form>
  );
};
