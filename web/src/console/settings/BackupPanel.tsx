import Download from "lucide-solid/icons/download";
import { createSignal, Show, type JSX } from "solid-js";
import { createAction } from "../../api/action.ts";
import { downloadFile, keepFile } from "../../api/downloadFile.ts";
import { sizeOf } from "../../i18n/measures.ts";
import { settingsWords } from "../../i18n/settingsWords.ts";
import { Button } from "../../ui/Button.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { PasswordField } from "../account/PasswordField.tsx";
import { useMayNot } from "../shell/session.ts";

/** As the API asks it (`schema/contract/backup.ts`). */
const shortestPassphrase = 12;

/** A copy of everything, for its owner to keep: what it opens with is theirs alone. */
export const BackupPanel = (): JSX.Element => {
  const mayNot = useMayNot("manage");
  const [passphrase, setPassphrase] = createSignal("");
  const [bytes, setBytes] = createSignal(0);
  const [isDone, setDone] = createSignal(false);
  const save = createAction(() => downloadFile("/api/backup", { passphrase: passphrase() }, setBytes), {
    done(file) {
      keepFile(file);
      setDone(true);
      setPassphrase("");
    },
  });
  const start = () => {
    setBytes(0);
    setDone(false);
    void save.run(undefined);
  };
  const tooShort = () => (passphrase().length < shortestPassphrase ? settingsWords().backupTooShort : undefined);
  return (
    <section class="panel">
      <h2>{settingsWords().backup}</h2>
      <p class="field-help">{settingsWords().backupHelp}</p>
      <ProblemNote problem={save.problem()} />
      <form
        noValidate
        class="settings-key"
        onSubmit={(event) => {
          event.preventDefault();
          if (!mayNot() && !tooShort() && !save.isRunning()) start();
        }}
      >
        <PasswordField
          label={settingsWords().backupPassphrase}
          help={settingsWords().backupPassphraseHelp}
          autocomplete="new-password"
          value={passphrase()}
          onInput={setPassphrase}
        />
        <div class="settings-check">
          <Button type="submit" why={mayNot() ?? (save.isRunning() ? undefined : tooShort())} isBusy={save.isRunning()}>
            <Download size={18} />
            {settingsWords().backupDownload}
          </Button>
          <div role="status" class="small">
            <Show when={save.isRunning()}>
              <span class="soft">{settingsWords().backupComing(sizeOf(bytes()))}</span>
            </Show>
            <Show when={isDone()}>
              <span class="settings-good">{settingsWords().backupDone(sizeOf(bytes()))}</span>
            </Show>
          </div>
        </div>
      </form>
    </section>
  );
};
