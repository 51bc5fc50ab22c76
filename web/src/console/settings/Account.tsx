import LogOut from "lucide-solid/icons/log-out";
import { Show, Suspense, type JSX } from "solid-js";
import type { Language } from "../../../../schema/contract/enums.ts";
import { language, languages, setLanguage } from "../../i18n/language.ts";
import { settingsWords } from "../../i18n/settingsWords.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { Note } from "../../ui/Note.tsx";
import { Select } from "../../ui/Select.tsx";
import { useSession, wantSignOut } from "../shell/session.ts";
import { setHelpOpen } from "../shell/shortcuts.ts";
import { TenantSwitch } from "../team/TenantSwitch.tsx";
import { NameForm } from "./NameForm.tsx";
import { OwnSessions } from "./OwnSessions.tsx";
import { PasswordForm } from "./PasswordForm.tsx";
import { lateSection } from "../shell/late/late.tsx";

const NoticePanel = lateSection(() => import("../shell/notices/NoticePanel.tsx"));

const Person = (): JSX.Element => {
  const session = useSession();
  return (
    <section class="panel">
      <h2>{settingsWords().account}</h2>
      <Show when={session()}>
        {(signedIn) => (
          <>
            <Show when={!signedIn().user.emailVerified}>
              <Note>{settingsWords().emailUnverified}</Note>
            </Show>
            <dl class="facts wide">
              <div>
                <dt>{settingsWords().signedInAs}</dt>
                <dd>{signedIn().user.email}</dd>
              </div>
              <div>
                <dt>{settingsWords().role}</dt>
                <dd>{settingsWords().roles[signedIn().role]}</dd>
              </div>
            </dl>
            <NameForm name={signedIn().user.name} />
          </>
        )}
      </Show>
      <TenantSwitch />
      <div class="form-actions">
        <Button onClick={wantSignOut}>
          <LogOut size={18} />
          {t().account.signOut}
        </Button>
      </div>
    </section>
  );
};

/** What is the signed-in user's own: name, password, where they are signed in, how the console speaks to them. */
export const Account = (): JSX.Element => (
  <>
    <Person />
    <PasswordForm />
    <OwnSessions />
    <Suspense>
      <NoticePanel />
    </Suspense>
    <section class="panel">
      <h2>{settingsWords().consoleLanguageTitle}</h2>
      <Select
        class="settings-language"
        label={t().account.consoleLanguage}
        value={language()}
        options={languages.map((code) => ({ value: code, label: t().common.languages[code] }))}
        onChange={(code: Language) => setLanguage(code)}
      />
      <div class="form-actions">
        <Button tone="quiet" onClick={() => setHelpOpen(true)}>
          {t().common.keysTitle}
        </Button>
      </div>
    </section>
  </>
);
