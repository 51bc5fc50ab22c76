import { A, useNavigate } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, type JSX } from "solid-js";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { fieldTexts } from "../../api/problemText.ts";
import { language } from "../../i18n/language.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { Button } from "../../ui/Button.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { enterSession } from "../shell/session.ts";
import { AccountFrame } from "./AccountFrame.tsx";
import { PasswordField } from "./PasswordField.tsx";

export default function SignUp(): JSX.Element {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [name, setName] = createSignal("");
  const [businessName, setBusinessName] = createSignal("");
  const [email, setEmail] = createSignal("");
  const [password, setPassword] = createSignal("");
  const signUp = createAction(
    () =>
      call("POST /api/auth/sign-up", {
        body: { name: name(), businessName: businessName(), email: email(), password: password(), language: language() },
      }),
    {
      done(session) {
        enterSession(client, session);
        navigate(paths.setup(), { replace: true });
      },
    },
  );
  const errors = () => fieldTexts(signUp.problem());
  return (
    <AccountFrame title={t().account.signUp}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void signUp.run(undefined);
        }}
      >
        <ProblemNote problem={signUp.problem()} />
        <TextField
          label={t().account.name}
          help={t().account.nameHelp}
          error={errors()["name"]}
          name="name"
          autocomplete="name"
          required
          autofocus
          maxlength={80}
          value={name()}
          onInput={setName}
        />
        <TextField
          label={t().account.businessName}
          help={t().account.businessNameHelp}
          error={errors()["businessName"]}
          name="organization"
          autocomplete="organization"
          required
          maxlength={120}
          value={businessName()}
          onInput={setBusinessName}
        />
        <TextField
          label={t().account.email}
          error={errors()["email"]}
          type="email"
          name="email"
          autocomplete="username"
          required
          value={email()}
          onInput={setEmail}
        />
        <PasswordField
          label={t().account.password}
          help={t().account.passwordHelp}
          error={errors()["password"]}
          autocomplete="new-password"
          value={password()}
          onInput={setPassword}
        />
        <Button type="submit" tone="primary" class="wide" isBusy={signUp.isRunning()}>
          {t().account.signUp}
        </Button>
      </form>
      <p class="account-links">
        <span>
          {t().account.haveAccount} <A href={paths.signIn()}>{t().account.signIn}</A>
        </span>
      </p>
    </AccountFrame>
  );
}
