import "../health/health.css";
import "./platform.css";
import { A, useParams } from "@solidjs/router";
import { Match, Show, Switch, type JSX } from "solid-js";
import { platformWords } from "../../i18n/platformWords.ts";
import { t } from "../../i18n/text.ts";
import { paths, platformSections, type PlatformSection } from "../../paths.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { LinkTabs } from "../../ui/LinkTabs.tsx";
import { useSession } from "../shell/session.ts";
import { Keys } from "./Keys.tsx";
import { Overview } from "./Overview.tsx";
import { Restores } from "./Restores.tsx";
import { Tenants } from "./Tenants.tsx";
import { UseLog } from "./UseLog.tsx";

const NotYours = (): JSX.Element => (
  <EmptyState title={platformWords().adminsOnly}>
    <A class="button" href={paths.inbox()}>
      {t().common.goToInbox}
    </A>
  </EmptyState>
);

/** The whole installation, for whoever runs it; the API lets nobody else in either. */
export default function Platform(): JSX.Element {
  const session = useSession();
  const params = useParams<{ section?: string }>();
  const section = (): PlatformSection => platformSections.find((known) => known === params.section) ?? "health";
  const tabs = () =>
    platformSections.map((known) => ({
      href: paths.platform(known),
      label: platformWords().sections[known],
      isCurrent: known === section(),
    }));
  return (
    <div class="page platform">
      <header class="page-head">
        <h1>{platformWords().title}</h1>
      </header>
      <Show when={session()?.user.isPlatformAdmin} fallback={<NotYours />}>
        <LinkTabs label={platformWords().sectionsLabel} tabs={tabs()} />
        <Switch fallback={<Overview />}>
          <Match when={section() === "tenants"}>
            <Tenants />
          </Match>
          <Match when={section() === "keys"}>
            <Keys />
            <UseLog />
          </Match>
          <Match when={section() === "restore"}>
            <Restores />
          </Match>
        </Switch>
      </Show>
    </div>
  );
}
