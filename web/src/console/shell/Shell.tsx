import type { RouteSectionProps } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import { createEffect, createSignal, ErrorBoundary, on, Show, Suspense, type JSX } from "solid-js";
import { createCached } from "../../api/cached.ts";
import { keepReads } from "../../api/keepReads.ts";
import { keys } from "../../api/keys.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { announcement } from "./announcer.ts";
import { createBadge } from "./badge.ts";
import { Banner } from "./Banner.tsx";
import { createNotices } from "./createNotices.ts";
import { createLine, LiveProvider } from "./live.ts";
import { createOpenAlerts } from "./openAlerts.ts";
import { Crashed } from "./Lost.tsx";
import { Overlays } from "./Overlays.tsx";
import { Rail } from "./Rail.tsx";
import { ownerOf, readSession, rememberedSession, SessionProvider, watchOwner } from "./session.ts";
import { lateExtra } from "./late/late.tsx";

const AlertBanner = lateExtra(() => import("../health/AlertBanner.tsx"));
const NoticeAsk = lateExtra(() => import("./notices/NoticeAsk.tsx"));

/** What stands around every signed-in page. It paints from what is remembered and checks the session afterwards. */
export default function Shell(props: RouteSectionProps): JSX.Element {
  const client = useQueryClient();
  const remembered = rememberedSession();
  if (remembered && !client.getQueryData(keys.session)) client.setQueryData(keys.session, remembered, { updatedAt: 0 });
  const session = createCached(() => ({ queryKey: keys.session, queryFn: ({ signal }) => readSession(signal) }));
  const isSignedIn = () => session.data() !== undefined;
  const [isPutBack, setPutBack] = createSignal(false);
  const owner = () => {
    const known = session.data();
    return known && ownerOf(known);
  };
  createEffect(
    on(owner, (name) => {
      if (name !== undefined && !isPutBack()) void keepReads(client, name).then(() => setPutBack(true));
    }),
  );
  watchOwner();
  const notices = createNotices(isSignedIn);
  const line = createLine(isSignedIn, { before: notices.heard, connected: notices.connected });
  const alerts = createOpenAlerts(isSignedIn);
  createBadge(session.data);
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
              <AlertBanner alerts={alerts()} />
            </Show>
            <Show when={notices.loaded()?.isAsking()}>
              <NoticeAsk onAnswered={() => notices.loaded()?.answered()} />
            </Show>
            <main id="content" class="room-content" tabindex="-1">
              <ProblemNote problem={session.data() ? null : session.problem()} onRetry={() => void session.refetch()} />
              <Show
                when={session.data() && isPutBack()}
                fallback={
                  <Show when={session.isFirstLoad()}>
                    <SkeletonRows count={8} />
                  </Show>
                }
              >
                <ErrorBoundary fallback={(error: unknown, reset) => <Crashed error={error} onLeft={reset} />}>
                  <Suspense>{props.children}</Suspense>
                </ErrorBoundary>
              </Show>
            </main>
          </div>
        </div>
        <p class="only-spoken" aria-live="polite">
          {announcement()}
        </p>
        <Overlays />
      </LiveProvider>
    </SessionProvider>
  );
}
