import { createSignal, onMount, Show, type JSX } from "solid-js";
import type { Problem } from "../../../../api/problem.ts";
import { fieldTexts } from "../../../../api/problemText.ts";
import { t } from "../../../../i18n/text.ts";
import { threadWords } from "../../../../i18n/threadWords.ts";
import { Button } from "../../../../ui/Button.tsx";
import { ProblemNote } from "../../../../ui/Note.tsx";
import { TextArea, TextField } from "../../../../ui/TextField.tsx";
import { closeForm, editing, setEditing } from "./cannedForm.ts";
import { createSaveReply } from "./cannedData.ts";
import { filledReply, isShortcut } from "./cannedText.ts";

const longestText = 4_096;
const longestShortcut = 30;

/** Problems that stand beside a field, and not above them all. */
const isBeside = (problem: Problem | null): boolean =>
  problem?.key === "name_taken" || (problem?.key === "invalid_input" && problem.errors.length > 0);

/** One canned reply: its shortcut, its text, and how a customer would read it. */
export const CannedForm = (): JSX.Element => {
  const words = () => threadWords().canned;
  const save = createSaveReply(closeForm);
  const [isChecked, setChecked] = createSignal(false);
  let form!: HTMLFormElement;
  onMount(() => form.querySelector<HTMLElement>("input")?.focus());
  const shortcutError = () => {
    if (isChecked() && !isShortcut(editing.shortcut)) return words().shortcutWrong;
    if (save.problem()?.key === "name_taken") return words().shortcutTaken;
    return fieldTexts(save.problem())["shortcut"];
  };
  const textError = () => (isChecked() && !editing.text.trim() ? words().textMissing : fieldTexts(save.problem())["text"]);
  const submit = () => {
    setChecked(true);
    if (shortcutError() === words().shortcutWrong || !editing.text.trim()) return;
    void save.run({ id: editing.id, fields: { shortcut: editing.shortcut.trim().toLowerCase(), text: editing.text.trim() } });
  };
  return (
    <form
      ref={form}
      noValidate
      class="dialog-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isRunning()) submit();
      }}
    >
      <ProblemNote problem={isBeside(save.problem()) ? null : save.problem()} />
      <TextField
        label={words().shortcut}
        help={words().shortcutHelp}
        error={shortcutError()}
        maxlength={longestShortcut}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        value={editing.shortcut}
        onInput={(shortcut) => {
          setEditing({ shortcut: shortcut.replace(/^\//, "") });
          save.reset();
        }}
      />
      <TextArea
        label={words().text}
        help={words().textHelp}
        error={textError()}
        maxlength={longestText}
        rows={4}
        dir="auto"
        value={editing.text}
        onInput={(text) => setEditing({ text })}
      />
      <Show when={/\{\{/.test(editing.text)}>
        <div class="canned-preview">
          <p class="small soft">{words().preview}</p>
          <p class="bubble consultant" dir="auto">
            {filledReply(editing.text, words().previewName)}
          </p>
        </div>
      </Show>
      <div class="canned-actions">
        <Button onClick={closeForm}>{t().common.cancel}</Button>
        <Button type="submit" tone="primary" isBusy={save.isRunning()}>
          {t().common.save}
        </Button>
      </div>
    </form>
  );
};
