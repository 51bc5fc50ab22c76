import "./account.css";
import { For, onMount, type JSX } from "solid-js";
import { language, languages, setLanguage } from "../../i18n/language.ts";
import { t } from "../../i18n/text.ts";
import { Logo } from "../shell/Logo.tsx";
import { ThreadDrawing } from "./ThreadDrawing.tsx";

const LanguageChoice = (): JSX.Element => (
  <div class="language-choice" role="group" aria-label={t().account.consoleLanguage}>
    <For each={languages}>
      {(code) => (
        <button type="button" lang={code} aria-pressed={language() === code} onClick={() => setLanguage(code)}>
          {t().common.languages[code]}
        </button>
      )}
    </For>
  </div>
);

/** The page around signing in and up: what Filo is on one side, what to do on the other. */
export const AccountFrame = (props: { title: string; lead?: string | undefined; children: JSX.Element }): JSX.Element => {
  onMount(() => {
    document.title = "Filo";
  });
  return (
    <div class="account">
      <aside class="account-side" aria-label={t().common.product}>
        <p class="account-brand">
          <Logo />
          <span>{t().common.product}</span>
        </p>
        <div class="account-claim">
          <p class="account-claim-title">{t().account.signUpTitle}</p>
          <p>{t().account.signUpLead}</p>
        </div>
        <ThreadDrawing />
      </aside>
      <div class="account-main">
        <main class="account-form">
          <h1>{props.title}</h1>
          {props.lead && <p class="soft">{props.lead}</p>}
          {props.children}
        </main>
        <footer>
          <LanguageChoice />
        </footer>
      </div>
    </div>
  );
};
