import { A, useLocation } from "@solidjs/router";
import Bot from "lucide-solid/icons/bot";
import ChartColumn from "lucide-solid/icons/chart-column";
import HeartPulse from "lucide-solid/icons/heart-pulse";
import InboxIcon from "lucide-solid/icons/inbox";
import Search from "lucide-solid/icons/search";
import ServerCog from "lucide-solid/icons/server-cog";
import SettingsIcon from "lucide-solid/icons/settings";
import Users from "lucide-solid/icons/users";
import { type Component, For, type JSX, Show } from "solid-js";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { SetupLink } from "../setup/SetupLink.tsx";
import { paletteKeys } from "./keyNames.ts";
import { Logo } from "./Logo.tsx";
import { useSession } from "./session.ts";
import { setPaletteOpen } from "./shortcuts.ts";

interface Room {
  href: string;
  icon: Component<{ size: number }>;
  label: () => string;
}

const rooms: Room[] = [
  { href: paths.inbox(), icon: InboxIcon, label: () => t().common.inbox },
  { href: paths.contacts(), icon: Users, label: () => t().common.contacts },
  { href: paths.agents(), icon: Bot, label: () => t().common.agents },
  { href: paths.figures(), icon: ChartColumn, label: () => t().common.figures },
  { href: paths.health(), icon: HeartPulse, label: () => t().common.health },
  { href: paths.settings(), icon: SettingsIcon, label: () => t().common.settings },
];

const platform: Room = { href: paths.platform(), icon: ServerCog, label: () => t().common.platform };

const most = 9;

const Badge = (props: { count: number }): JSX.Element => (
  <>
    <span class="rail-badge numbers" aria-hidden="true">
      {props.count > most ? `${most}+` : props.count}
    </span>
    <span class="only-spoken">{t().common.openAlerts(props.count)}</span>
  </>
);

/** The console's rooms; beside the health page, how many alerts are open. The platform's is for its administrators. */
export const Rail = (props: { openAlerts: number }): JSX.Element => {
  const location = useLocation();
  const session = useSession();
  const shown = () => (session()?.user.isPlatformAdmin ? [...rooms, platform] : rooms);
  return (
    <nav class="rail" aria-label={t().common.navigation}>
      <A href={paths.inbox()} class="rail-logo" aria-label={t().common.product} activeClass="" inactiveClass="">
        <Logo />
      </A>
      <button type="button" class="rail-link rail-search" title={paletteKeys().join(" ")} onClick={() => setPaletteOpen(true)}>
        <Search size={20} />
        <span>{t().common.find}</span>
      </button>
      <For each={shown()}>
        {(room) => (
          <A
            href={room.href}
            class="rail-link"
            activeClass=""
            inactiveClass=""
            aria-current={location.pathname.startsWith(room.href) ? "page" : undefined}
          >
            <room.icon size={20} />
            <span>{room.label()}</span>
            <Show when={room.href === paths.health() && props.openAlerts > 0}>
              <Badge count={props.openAlerts} />
            </Show>
          </A>
        )}
      </For>
      <Show when={session()}>
        <SetupLink />
      </Show>
    </nav>
  );
};
