import FileUp from "lucide-solid/icons/file-up";
import { Show, type JSX } from "solid-js";
import { importWords } from "../../../i18n/importWords.ts";
import { createDrop } from "../../../ui/createDrop.ts";
import { useMayNot } from "../../shell/session.ts";

/** A file chosen or dropped. */
export const ChooseFile = (props: { error: string | undefined; onFile(file: File): void }): JSX.Element => {
  const mayNot = useMayNot("write");
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file && !mayNot()) props.onFile(file);
  };
  const drop = createDrop(take);
  return (
    <section class="panel import-choose" classList={{ over: drop.isOver() }} {...drop.on}>
      <label class="button primary import-file" classList={{ off: Boolean(mayNot()) }}>
        <FileUp size={18} />
        {importWords().choose}
        <input
          type="file"
          class="only-spoken"
          accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
          disabled={Boolean(mayNot())}
          onChange={(event) => {
            take(event.currentTarget.files);
            // So that the same file, corrected, can be chosen again.
            event.currentTarget.value = "";
          }}
        />
      </label>
      <span class="soft import-drop">{importWords().drop}</span>
      <Show when={mayNot() ?? props.error}>
        {(words) => (
          <p class="field-error" role="alert">
            {words()}
          </p>
        )}
      </Show>
      <p class="field-help">{importWords().help}</p>
    </section>
  );
};
