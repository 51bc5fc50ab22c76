import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, type JSX } from "solid-js";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { fieldTexts } from "../../api/problemText.ts";
import { settingsWords } from "../../i18n/settingsWords.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { showToast } from "../../ui/toasts.ts";
import { PasswordField } from "../account/PasswordField.tsx";

/** A new password for the one that is known; every other device is signed out with it. */
export const PasswordForm = (): JSX.Element => {
  const client = useQueryClient();
  const [current, setCurrent] = createSignal("");
  const [next, setNext] = createSignal("");
  const change = createAction(
    () => call("PUT /api/auth/password", { body: { currentPassword: current(), newPassword: next() } }),
    {
      done() {
        setCurrent("");
        setNext("");
        void client.invalidateQueries({ queryKey: keys.ownSessions });
        showToast({ text: settingsWords().passwordChanged });
      },
    },
  );
  const isWrong = () => change.problem()?.errors.some(({ code }) => code === "wrong_password");
  const why = () => (current() && next() ? undefined : t().problems.fields.required);
  return (
    <section class="panel">
      <h2>{settingsWords().password}</h2>
      <form
        noValidate
        class="settings-name"
        onSubmit={(event) => {
          event.preventDefault();
          if (!why()) void change.run(undefined);
        }}
      >
        <ProblemNote problem={change.problem()} />
        <PasswordField
          label={settingsWords().currentPassword}
          autocomplete="current-password"
          value={current()}
          onInput={setCurrent}
          error={isWrong() ? settingsWords().wrongPassword : fieldTexts(change.problem())["currentPassword"]}
        />
        <PasswordField
          label={settingsWords().newPassword}
          help={`${t().account.passwordHelp} ${settingsWords().passwordHelp}`}
          autocomplete="new-password"
          value={next()}
          onInput={setNext}
          error={fieldTexts(change.problem())["newPassword"]}
        />
        <div class="form-actions">
          <Button type="submit" why={why()} isBusy={change.isRunning()}>
            {settingsWords().changePassword}
          </Button>
        </div>
      </form>
    </section>
  );
};
