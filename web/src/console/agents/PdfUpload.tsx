import Upload from "lucide-solid/icons/upload";
import { createSignal, type JSX } from "solid-js";
import type { maxPdfBytes } from "../../../../schema/contract/knowledge.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { problemText } from "../../api/problemText.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { createDrop } from "../../ui/createDrop.ts";
import { showToast } from "../../ui/toasts.ts";
import { useMayNot } from "../shell/session.ts";
import type { KnowledgePlace } from "./knowledgePlace.ts";

const largestBytes: number = (10 * 1024 * 1024) satisfies typeof maxPdfBytes;
const longestTitle = 200;

const titleOf = (file: File) =>
  file.name
    .replace(/\.pdf$/i, "")
    .replaceAll("_", " ")
    .slice(0, longestTitle) || "PDF";

/** A PDF by picking or dropping it. Its text is taken out by a job: the list shows how far that is. */
export const PdfUpload = (props: { place: KnowledgePlace; onUploaded(): void }): JSX.Element => {
  const mayNot = useMayNot("write");
  const [uploading, setUploading] = createSignal("");
  const [picker, setPicker] = createSignal<HTMLInputElement>();
  const upload = createAction(
    (file: File) => {
      const { scope, agentId } = props.place;
      const query = { scope, title: titleOf(file), ...(agentId ? { agentId } : {}) };
      return call("POST /api/knowledge/pdf", { query, body: new Blob([file], { type: "application/pdf" }) });
    },
    {
      done: () => props.onUploaded(),
      failed: (problem) => showToast({ tone: "problem", text: problemText(problem) }),
    },
  );
  const take = async (files: FileList | null | undefined) => {
    for (const file of files ?? []) {
      if (file.size > largestBytes) showToast({ tone: "problem", text: t().agents.knowledgeTooLarge });
      else if (file.type !== "application/pdf") showToast({ tone: "problem", text: t().agents.knowledgeNotPdf });
      else {
        setUploading(file.name);
        await upload.run(file);
      }
    }
  };
  const drop = createDrop((files) => {
    if (!mayNot()) void take(files);
  });
  const takePicked = async (input: HTMLInputElement) => {
    await take(input.files);
    input.value = "";
  };
  return (
    <div class="pdf-drop" classList={{ over: drop.isOver() }} {...drop.on}>
      <input
        ref={setPicker}
        type="file"
        accept="application/pdf,.pdf"
        multiple
        hidden
        onChange={(event) => void takePicked(event.currentTarget)}
      />
      <Button why={mayNot()} isBusy={upload.isRunning()} onClick={() => picker()?.click()}>
        <Upload size={18} />
        {upload.isRunning() ? t().agents.knowledgeUploading(uploading()) : t().agents.knowledgeAddPdf}
      </Button>
      <span class="small soft">{t().agents.knowledgeDropHere}</span>
    </div>
  );
};
