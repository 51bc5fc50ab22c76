import "./settings.css";
import { useParams } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import { Match, Show, Switch, type JSX } from "solid-js";
import type { Settings as SettingsData } from "../../../../schema/contract/settings.ts";
import { createCached } from "../../api/cached.ts";
import { call } from "../../api/client.ts";
import { hold } from "../../api/hold.ts";
import { keys } from "../../api/keys.ts";
import { settingsWords } from "../../i18n/settingsWords.ts";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { useSession } from "../shell/session.ts";
import { Account } from "./Account.tsx";
import { BackupPanel } from "./BackupPanel.tsx";
import { BusinessForm } from "./BusinessForm.tsx";
import { ModelKey } from "./ModelKey.tsx";
import { SettingsTabs } from "./SettingsTabs.tsx";

const Business = (): JSX.Element => {
  const client = useQueryClient();
  const session = useSession();
  const settings = createCached<SettingsData>(() => ({
    queryKey: keys.settings,
    queryFn: ({ signal }) => call("GET /api/settings", {}, signal),
  }));
  const keep = (next: SettingsData) => {
    hold(client, keys.settings, next);
    void client.invalidateQueries({ queryKey: keys.session });
  };
  return (
    <>
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
            <BusinessForm settings={known()} tenantId={session()?.tenant.id ?? ""} onSaved={keep} />
            <ModelKey
              settings={known()}
              onChanged={() => {
                void client.invalidateQueries({ queryKey: keys.settings });
                void client.invalidateQueries({ queryKey: keys.setup });
              }}
            />
            <BackupPanel />
          </>
        )}
      </Show>
    </>
  );
};

export default function Settings(): JSX.Element {
  const params = useParams<{ section?: string }>();
  const tab = () => (params.section === "account" ? "account" : "business");
  return (
    <div class="page narrow settings">
      <header class="page-head">
        <h1>{settingsWords().title}</h1>
      </header>
      <SettingsTabs current={tab()} />
      <Switch>
        <Match when={tab() === "business"}>
          <Business />
        </Match>
        <Match when={tab() === "account"}>
          <Account />
        </Match>
      </Switch>
    </div>
  );
}
