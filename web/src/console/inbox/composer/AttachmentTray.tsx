import "./attachments.css";
import RotateCw from "lucide-solid/icons/rotate-cw";
import X from "lucide-solid/icons/x";
import { createSignal, For, Show, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Channel } from "../../../../../schema/contract/enums.ts";
import { problemText } from "../../../api/problemText.ts";
import { sizeOf } from "../../../i18n/measures.ts";
import { t } from "../../../i18n/text.ts";
import { mediaIcons } from "../media/mediaIcons.ts";
import { attachmentsOf, removeAttachment, retryAttachment, type Attachment } from "./attachments.ts";

const refusalText = ({ refusal, problem }: Attachment): string => {
  if (refusal?.reason === "too_large") return t().sending.refused.too_large(sizeOf(refusal.limit));
  if (refusal) return t().sending.refused[refusal.reason];
  return problem ? problemText({ key: problem }) : "";
};

const Progress = (props: { attachment: Attachment }): JSX.Element => (
  <progress
    class="attachment-progress"
    max="1"
    value={props.attachment.part}
    aria-label={t().sending.uploading(props.attachment.name, Math.round(props.attachment.part * 100))}
  />
);

const Row = (props: { conversationId: string; channel: Channel; attachment: Attachment }): JSX.Element => {
  const [isBroken, setBroken] = createSignal(false);
  const isWrong = () => props.attachment.state === "refused" || props.attachment.state === "failed";
  return (
    <li class="attachment" classList={{ wrong: isWrong() }}>
      <Show
        when={!isBroken() && props.attachment.preview}
        fallback={
          <span class="attachment-face">
            <Dynamic component={mediaIcons[props.attachment.kind]} size={20} />
          </span>
        }
      >
        {(preview) => <img class="attachment-face" src={preview()} alt="" onError={() => setBroken(true)} />}
      </Show>
      <span class="attachment-words">
        <span class="truncate" dir="auto">
          {props.attachment.name}
        </span>
        <Show when={!isWrong()} fallback={<span class="attachment-why">{refusalText(props.attachment)}</span>}>
          <span class="small soft numbers truncate">
            {sizeOf(props.attachment.bytes)}
            {props.attachment.kind === "sticker" && props.channel === "whatsapp" ? ` · ${t().sending.stickerHint}` : ""}
          </span>
        </Show>
        <Show when={props.attachment.state === "uploading"}>
          <Progress attachment={props.attachment} />
        </Show>
      </span>
      <Show when={props.attachment.state === "failed"}>
        <button
          type="button"
          class="attachment-tool"
          aria-label={t().sending.retryFile(props.attachment.name)}
          title={t().common.retry}
          onClick={() => retryAttachment(props.conversationId, props.attachment.id)}
        >
          <RotateCw size={16} />
        </button>
      </Show>
      <button
        type="button"
        class="attachment-tool"
        aria-label={t().sending.removeFile(props.attachment.name)}
        title={t().common.delete}
        onClick={() => removeAttachment(props.conversationId, props.attachment.id)}
      >
        <X size={16} />
      </button>
    </li>
  );
};

/** The files that will go with the message, each with how far it is or why it can't go. */
export const AttachmentTray = (props: { conversationId: string; channel: Channel }): JSX.Element => (
  <Show when={attachmentsOf(props.conversationId).length > 0}>
    <ul class="attachments" aria-label={t().sending.attached}>
      <For each={attachmentsOf(props.conversationId)}>
        {(attachment) => <Row conversationId={props.conversationId} channel={props.channel} attachment={attachment} />}
      </For>
    </ul>
  </Show>
);
