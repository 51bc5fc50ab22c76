import "./settings.css";
import { useQueryClient } from "@tanstack/solid-query";
import LogOut from "lucide-solid/icons/log-out";
import { Show, type JSX } from "solid-js";
import type { Language } from "../../../../schema/contract/enums.ts";
import type { Settings as SettingsData } from "../../../../schema/contract/settings.ts";
import { createCached } from "../../api/cached.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { language, languages, setLanguage } from "../../i18n/language.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { Note, ProblemNote } from "../../ui/Note.tsx";
import { Select } from "../../ui/Select.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { setHelpOpen } from "../shell/shortcuts.ts";
import { signOut, useSession } from "../shell/session.ts";
import { BusinessForm } from "./BusinessForm.tsx";
import { ModelKey } from "./ModelKey.tsx";
import { NameForm } from "./NameForm.tsx";

const Account = (): JSX.Element => {
  const session = useSession();
  return (
    <section class="panel">
      <h2>{t().settings.account}</h2>
      <Show when={session()}>
        {(signedIn) => (
          <>
            <Show when={!signedIn().user.emailVerified}>
              <Note>{t().settings.emailUnverified}</Note>
            </Show>
            <dl class="facts wide">
              <div>
                <dt>{t().settings.signedInAs}</dt>
                <dd>{signedIn().user.email}</dd>
              </div>
              <div>
                <dt>{t().settings.role}</dt>
                <dd>{t().settings.roles[signedIn().role]}</dd>
              </div>
            </dl>
            <NameForm name={signedIn().user.name} />
          </>
        )}
      </Show>
      <Select
        class="settings-language"
        label={t().account.consoleLanguage}
        value={language()}
        options={languages.map((code) => ({ value: code, label: t().common.languages[code] }))}
        onChange={(code: Language) => setLanguage(code)}
      />
      <div class="form-actions">
        <Button onClick={() => void signOut()}>
          <LogOut size={18} />
          {t().account.signOut}
        </Button>
        <Button tone="quiet" onClick={() => setHelpOpen(true)}>
          {t().common.keysTitle}
        </Button>
      </div>
    </section>
  );
};

export default function Settings(): JSX.Element {
  const client = useQueryClient();
  const settings = createCached<SettingsData>(() => ({
    queryKey: keys.settings,
    queryFn: ({ signal }) => call("GET /api/settings", {}, signal),
  }));
  const keep = (next: SettingsData) => {
    client.setQueryData(keys.settings, next);
    void client.invalidateQueries({ queryKey: keys.session });
  };
  return (
    <div class="page narrow">
      <header class="page-head">
        <h1>{t().settings.title}</h1>
      </header>
      <ProblemNote problem={settings.problem()} onRetry={() => void settings.refetch()} />
      <Show
        when={settings.data()}
        fallback={
          <Show when={settings.isFirstLoad()}>
            <SkeletonRows count={5} />
          </Show>
        }
      >
        {(known) => (
          <>
            <BusinessForm settings={known()} onSaved={keep} />
            <ModelKey settings={known()} onChanged={(hasModelKey) => keep({ ...known(), hasModelKey })} />
          </>
        )}
      </Show>
      <Account />
    </div>
  );
}
