import { A, useSearchParams } from "@solidjs/router";
import { createSignal, Match, Show, Switch, type JSX } from "solid-js";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { fieldTexts } from "../../api/problemText.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { Button } from "../../ui/Button.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { AccountFrame } from "./AccountFrame.tsx";
import { PasswordField } from "./PasswordField.tsx";

export default function Reset(): JSX.Element {
  const [query] = useSearchParams<{ token?: string }>();
  const [password, setPassword] = createSignal("");
  const [isDone, setDone] = createSignal(false);
  const reset = createAction(
    (token: string) => call("POST /api/auth/reset-password", { body: { token, password: password() } }),
    { done: () => setDone(true) },
  );
  return (
    <AccountFrame title={isDone() ? t().account.resetDoneTitle : t().account.resetTitle}>
      <Switch>
        <Match when={isDone()}>
          <p role="status">{t().account.resetDone}</p>
          <A class="button primary" href={paths.signIn()}>
            {t().account.signIn}
          </A>
        </Match>
        <Match when={!query.token}>
          <p>{t().account.resetNoToken}</p>
          <A href={paths.forgot()}>{t().account.forgotSend}</A>
        </Match>
        <Match when={query.token}>
          {(token) => (
            <form
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                void reset.run(token());
              }}
            >
              <ProblemNote problem={reset.problem()} />
              <Show when={reset.problem()?.key === "code_invalid" || reset.problem()?.key === "code_expired"}>
                <A href={paths.forgot()}>{t().account.resetAgain}</A>
              </Show>
              <PasswordField
                label={t().account.newPassword}
                help={t().account.passwordHelp}
                error={fieldTexts(reset.problem())["password"]}
                autocomplete="new-password"
                value={password()}
                onInput={setPassword}
              />
              <Button type="submit" tone="primary" class="wide" isBusy={reset.isRunning()}>
                {t().account.resetSave}
              </Button>
            </form>
          )}
        </Match>
      </Switch>
    </AccountFrame>
  );
}
