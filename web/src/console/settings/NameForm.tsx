import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, type JSX } from "solid-js";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { hold } from "../../api/hold.ts";
import { keys } from "../../api/keys.ts";
import { fieldTexts } from "../../api/problemText.ts";
import { settingsWords } from "../../i18n/settingsWords.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { showToast } from "../../ui/toasts.ts";

/** What the signed-in user is called: it signs what they write to customers. */
export const NameForm = (props: { name: string }): JSX.Element => {
  const client = useQueryClient();
  const [typed, setTyped] = createSignal<string>();
  const name = () => typed() ?? props.name;
  const rename = createAction((wanted: string) => call("PATCH /api/auth/session", { body: { name: wanted } }), {
    done(session) {
      hold(client, keys.session, session);
      setTyped(undefined);
      showToast({ text: settingsWords().nameSaved });
    },
  });
  const why = () => (name().trim() === props.name ? settingsWords().nothingChanged : undefined);
  return (
    <form
      noValidate
      class="settings-name"
      onSubmit={(event) => {
        event.preventDefault();
        if (!why()) void rename.run(name());
      }}
    >
      <ProblemNote problem={rename.problem()} />
      <TextField
        label={t().account.name}
        help={t().account.nameHelp}
        error={fieldTexts(rename.problem())["name"]}
        autocomplete="name"
        required
        maxlength={80}
        value={name()}
        onInput={setTyped}
      />
      <div class="form-actions">
        <Button type="submit" why={why()} isBusy={rename.isRunning()}>
          {t().common.save}
        </Button>
      </div>
    </form>
  );
};
