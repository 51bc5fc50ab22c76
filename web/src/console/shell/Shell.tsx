import { useNavigate, type RouteSectionProps } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import WifiOff from "lucide-solid/icons/wifi-off";
import { createEffect, lazy, Show, Suspense, type JSX } from "solid-js";
import { createCached } from "../../api/cached.ts";
import { keys } from "../../api/keys.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { announcement } from "./announcer.ts";
import { createLine, LiveProvider } from "./live.ts";
import { isOnline } from "./network.ts";
import { createOpenAlerts } from "./openAlerts.ts";
import { Rail } from "./Rail.tsx";
import { readSession, rememberedSession, SessionProvider } from "./session.ts";
import { createShellKeys, isHelpOpen, setHelpOpen } from "./shortcuts.ts";

const AlertBanner = lazy(() => import("../health/AlertBanner.tsx"));
const KeysDialog = lazy(() => import("./KeysDialog.tsx"));

const Banner = (props: { isLost: boolean }): JSX.Element => (
  <Show when={!isOnline() || props.isLost}>
    <div class="banner" role="status">
      <WifiOff size={16} />
      <p>{isOnline() ? t().common.reconnecting : t().common.offline}</p>
    </div>
  </Show>
);

/** What stands around every signed-in page. It paints from what is remembered and checks the session afterwards. */
export default function Shell(props: RouteSectionProps): JSX.Element {
  const client = useQueryClient();
  const remembered = rememberedSession();
  if (remembered && !client.getQueryData(keys.session)) client.setQueryData(keys.session, remembered, { updatedAt: 0 });
  const session = createCached(() => ({ queryKey: keys.session, queryFn: ({ signal }) => readSession(signal) }));
  const isSignedIn = () => session.data() !== undefined;
  const line = createLine(isSignedIn);
  const alerts = createOpenAlerts(isSignedIn);
  const navigate = useNavigate();
  createShellKeys(navigate);
  createEffect(() => {
    document.title = session.data() ? `${session.data()?.tenant.name} · Filo` : "Filo";
  });
  return (
    <SessionProvider value={session.data}>
      <LiveProvider value={line}>
        <a class="skip-link" href="#content">
          {t().common.skipToContent}
        </a>
        <div class="shell" classList={{ "has-thread": /^\/console\/inbox\/./.test(props.location.pathname) }}>
          <Rail openAlerts={alerts().length} />
          <div class="room">
            <Banner isLost={line.state() === "lost"} />
            <Show when={alerts().length > 0 && props.location.pathname !== paths.health()}>
              <Suspense>
                <AlertBanner alerts={alerts()} />
              </Suspense>
            </Show>
            <main id="content" class="room-content" tabindex="-1">
              <ProblemNote problem={session.data() ? null : session.problem()} onRetry={() => void session.refetch()} />
              <Show
                when={session.data()}
                fallback={
                  <Show when={session.isFirstLoad()}>
                    <SkeletonRows count={8} />
                  </Show>
                }
              >
                <Suspense>{props.children}</Suspense>
              </Show>
            </main>
          </div>
        </div>
        <p class="only-spoken" aria-live="polite">
          {announcement()}
        </p>
        <Show when={isHelpOpen()}>
          <Suspense>
            <KeysDialog onClose={() => setHelpOpen(false)} />
          </Suspense>
        </Show>
      </LiveProvider>
    </SessionProvider>
  );
}
