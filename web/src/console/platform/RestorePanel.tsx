import Upload from "lucide-solid/icons/upload";
import { createSignal, Show, type JSX } from "solid-js";
import type { Restore } from "../../../../schema/contract/backup.ts";
import { createAction } from "../../api/action.ts";
import { sizeOf } from "../../i18n/measures.ts";
import { platformWords } from "../../i18n/platformWords.ts";
import { Button } from "../../ui/Button.tsx";
import { Note, ProblemNote } from "../../ui/Note.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { PasswordField } from "../account/PasswordField.tsx";
import { failureOf } from "./restoreFailure.ts";
import { restoreFile, type RestoreStep } from "./restoring.ts";

/** Brings a business's copy into this installation. Cut off, it goes on with the same file. */
export const RestorePanel = (props: { unfinished: readonly Restore[]; onChanged(): void }): JSX.Element => {
  const [file, setFile] = createSignal<File>();
  const [passphrase, setPassphrase] = createSignal("");
  const [takeNumbers, setTakeNumbers] = createSignal(false);
  const [picker, setPicker] = createSignal<HTMLInputElement>();
  const [step, setStep] = createSignal<RestoreStep>();
  const [brought, setBrought] = createSignal<{ file: File; id: string }>();
  /** One whose file is there already: it was begun with a file as long, or this very file was brought, and the passphrase was wrong. */
  const known = () =>
    props.unfinished.find(
      ({ state, totalBytes, id }) =>
        (state !== "receiving" && totalBytes === file()?.size) || (brought()?.id === id && brought()?.file === file()),
    );
  const tell = (picked: File) => (now: RestoreStep) => {
    if (now.restore) setBrought({ file: picked, id: now.restore.id });
    setStep(now);
  };
  const restore = createAction(
    (picked: File) =>
      restoreFile({ file: picked, passphrase: passphrase(), takeNumbers: takeNumbers() }, known(), tell(picked)).finally(() =>
        props.onChanged(),
      ),
    { done: () => setPassphrase("") },
  );
  const ended = () => (restore.isRunning() ? undefined : step());
  const endedAs = (state: Restore["state"]) => {
    const last = ended();
    return last?.restore && last.state === state ? last.restore : undefined;
  };
  const why = () => {
    if (!file()) return platformWords().restoreNoFile;
    return passphrase() === "" ? platformWords().restoreNoPassphrase : undefined;
  };
  return (
    <section class="panel">
      <h2>{platformWords().restore}</h2>
      <p class="field-help">{platformWords().restoreHelp}</p>
      <ProblemNote problem={restore.problem()} />
      <Show when={endedAs("failed")}>{(failed) => <Note tone="red">{failureOf(failed())}</Note>}</Show>
      <Show when={endedAs("done")}>
        {(done) => <Note tone="info">{platformWords().restoreDone(done().tenantName ?? "")}</Note>}
      </Show>
      <form
        noValidate
        class="platform-restore"
        onSubmit={(event) => {
          event.preventDefault();
          const picked = file();
          if (!picked || why() || restore.isRunning()) return;
          setStep(undefined);
          void restore.run(picked);
        }}
      >
        <input ref={setPicker} type="file" accept=".filo" hidden onChange={(event) => setFile(event.currentTarget.files?.[0])} />
        <div class="platform-restore-row">
          <Button onClick={() => picker()?.click()}>
            <Upload size={18} />
            {platformWords().restorePick}
          </Button>
          <span class="small soft">
            <Show when={file()} fallback={platformWords().restoreNoFile}>
              {(picked) => `${picked().name}, ${sizeOf(picked().size)}`}
            </Show>
          </span>
        </div>
        <PasswordField
          label={platformWords().restorePassphrase}
          autocomplete="off"
          value={passphrase()}
          onInput={setPassphrase}
        />
        <Switch
          label={platformWords().restoreNumbers}
          help={platformWords().restoreNumbersHelp}
          isOn={takeNumbers()}
          onTurn={setTakeNumbers}
        />
        <div class="platform-restore-row">
          <Button type="submit" tone="primary" why={why()} isBusy={restore.isRunning()}>
            {known() ? platformWords().restoreGoOn : platformWords().restoreStart}
          </Button>
          <div role="status" class="platform-restore-row">
            <Show when={restore.isRunning() && step()}>
              {(now) => (
                <>
                  <progress max={1} value={now().part} aria-label={platformWords().restoreStates[now().state]} />
                  <span class="small soft">{platformWords().restoreStates[now().state]}</span>
                </>
              )}
            </Show>
          </div>
        </div>
      </form>
    </section>
  );
};
