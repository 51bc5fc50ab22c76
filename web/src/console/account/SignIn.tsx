import { A, useNavigate, useSearchParams } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, type JSX } from "solid-js";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { fieldTexts } from "../../api/problemText.ts";
import { t } from "../../i18n/text.ts";
import { paths, safeNext } from "../../paths.ts";
import { Button } from "../../ui/Button.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { enterSession } from "../shell/session.ts";
import { AccountFrame } from "./AccountFrame.tsx";
import { PasswordField } from "./PasswordField.tsx";

export default function SignIn(): JSX.Element {
  const [query] = useSearchParams<{ next?: string }>();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [email, setEmail] = createSignal("");
  const [password, setPassword] = createSignal("");
  const signIn = createAction(() => call("POST /api/auth/sign-in", { body: { email: email(), password: password() } }), {
    done(session) {
      enterSession(client, session);
      navigate(safeNext(query.next), { replace: true });
    },
  });
  const lead = () => {
    if (!query.next || query.next === paths.console()) return undefined;
    return query.next.startsWith(paths.verify()) ? t().account.needSignInToVerify : t().account.needSignIn;
  };
  return (
    <AccountFrame title={t().account.signInTitle} lead={lead()}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void signIn.run(undefined);
        }}
      >
        <ProblemNote problem={signIn.problem()} />
        <TextField
          label={t().account.email}
          error={fieldTexts(signIn.problem())["email"]}
          type="email"
          name="email"
          autocomplete="username"
          required
          autofocus
          value={email()}
          onInput={setEmail}
        />
        <PasswordField label={t().account.password} autocomplete="current-password" value={password()} onInput={setPassword} />
        <Button type="submit" tone="primary" class="wide" isBusy={signIn.isRunning()}>
          {t().account.signIn}
        </Button>
      </form>
      <p class="account-links">
        <A href={paths.forgot()}>{t().account.forgot}</A>
        <span>
          {t().account.noAccount} <A href={paths.signUp()}>{t().account.signUp}</A>
        </span>
      </p>
    </AccountFrame>
  );
}
