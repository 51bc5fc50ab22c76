import Download from "lucide-solid/icons/download";
import File from "lucide-solid/icons/file";
import FileSpreadsheet from "lucide-solid/icons/file-spreadsheet";
import FileText from "lucide-solid/icons/file-text";
import Presentation from "lucide-solid/icons/presentation";
import { Show, type Component, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Media } from "../../../../../schema/contract/media.ts";
import { sizeOf } from "../../../i18n/measures.ts";
import { t } from "../../../i18n/text.ts";
import { documentLook, type DocumentLook } from "../../../files/documentLook.ts";
import { sourceOf } from "./localFiles.ts";
import { nameOf } from "./mediaName.ts";

const icons: Record<DocumentLook["shape"], Component<{ size: number }>> = {
  text: FileText,
  table: FileSpreadsheet,
  slides: Presentation,
  file: File,
};

/** A document: what it is, what it is called, how heavy, one press from being saved. */
export const DocumentCard = (props: { conversationId: string; medium: Media }): JSX.Element => {
  const look = () => documentLook(props.medium);
  const isHere = () => props.medium.state !== "pending";
  const facts = () =>
    [look().word, props.medium.bytes === null ? "" : sizeOf(props.medium.bytes), isHere() ? "" : t().media.fetching]
      .filter(Boolean)
      .join(" · ");
  const face = () => (
    <>
      <span class={`file-icon ${look().tone}`}>
        <Dynamic component={icons[look().shape]} size={22} />
      </span>
      <span class="file-words">
        <span class="file-name" dir="auto">
          {nameOf(props.medium)}
        </span>
        <span class="small soft numbers">{facts()}</span>
      </span>
    </>
  );
  return (
    <Show when={isHere()} fallback={<div class="file-card waiting">{face()}</div>}>
      <a
        class="file-card"
        href={sourceOf(props.conversationId, props.medium.id)}
        download={props.medium.name}
        title={t().media.download(nameOf(props.medium))}
      >
        {face()}
        <Download size={18} />
        <span class="only-spoken">{t().media.downloadFile}</span>
      </a>
    </Show>
  );
};
