import FileX from "lucide-solid/icons/file-x";
import { Show, type JSX } from "solid-js";
import type { Media } from "../../../../../schema/contract/media.ts";
import { t } from "../../../i18n/text.ts";
import { nameOf } from "./mediaName.ts";
import { MediaRetry } from "./MediaRetry.tsx";

/** A file that is not here: which, why, and what can be done. What was refused for good can't be tried again. */
export const MediaTrouble = (props: { conversationId: string; messageId: string | null; medium: Media }): JSX.Element => (
  <div class="media-trouble">
    <FileX size={20} />
    <div class="file-words">
      <span class="file-name" dir="auto">
        {nameOf(props.medium)}
      </span>
      <span class="small">{t().media.failures[props.medium.failure ?? "download_failed"]}</span>
    </div>
    <Show when={props.medium.state === "failed"}>
      <MediaRetry conversationId={props.conversationId} messageId={props.messageId} mediaId={props.medium.id} />
    </Show>
  </div>
);
