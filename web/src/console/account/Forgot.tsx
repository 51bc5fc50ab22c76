import { A } from "@solidjs/router";
import { createSignal, Show, type JSX } from "solid-js";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { fieldTexts } from "../../api/problemText.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { Button } from "../../ui/Button.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { AccountFrame } from "./AccountFrame.tsx";

export default function Forgot(): JSX.Element {
  const [email, setEmail] = createSignal("");
  const [sentTo, setSentTo] = createSignal("");
  const send = createAction((address: string) => call("POST /api/auth/forgot-password", { body: { email: address } }), {
    done: (_none, address) => setSentTo(address),
  });
  return (
    <AccountFrame
      title={sentTo() ? t().account.forgotSentTitle : t().account.forgotTitle}
      lead={sentTo() ? undefined : t().account.forgotLead}
    >
      <Show when={!sentTo()} fallback={<p role="status">{t().account.forgotSent(sentTo())}</p>}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void send.run(email());
          }}
        >
          <ProblemNote problem={send.problem()} />
          <TextField
            label={t().account.email}
            error={fieldTexts(send.problem())["email"]}
            type="email"
            name="email"
            autocomplete="username"
            required
            autofocus
            value={email()}
            onInput={setEmail}
          />
          <Button type="submit" tone="primary" class="wide" isBusy={send.isRunning()}>
            {t().account.forgotSend}
          </Button>
        </form>
      </Show>
      <p class="account-links">
        <A href={paths.signIn()}>{t().account.signIn}</A>
      </p>
    </AccountFrame>
  );
}
