import { A, useLocation } from "@solidjs/router";
import Bot from "lucide-solid/icons/bot";
import HeartPulse from "lucide-solid/icons/heart-pulse";
import InboxIcon from "lucide-solid/icons/inbox";
import ServerCog from "lucide-solid/icons/server-cog";
import SettingsIcon from "lucide-solid/icons/settings";
import Users from "lucide-solid/icons/users";
import { For, Show, type Component, type JSX } from "solid-js";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { Logo } from "./Logo.tsx";
import { useSession } from "./session.ts";

interface Room {
  href: string;
  icon: Component<{ size: number }>;
  label: () => string;
}

const rooms: Room[] = [
  { href: paths.inbox(), icon: InboxIcon, label: () => t().common.inbox },
  { href: paths.contacts(), icon: Users, label: () => t().common.contacts },
  { href: paths.agents(), icon: Bot, label: () => t().common.agents },
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
    </nav>
  );
};
