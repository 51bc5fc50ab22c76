import type { NoticeClicked, Pushed, SubscriptionChanged, WorkerScope } from "./scope.ts";

/** What a push tells, as `workers/push/notice.ts` writes it. */
interface Told {
  title: string;
  body: string;
  tag: string;
  url: string;
}

const icon = "/icons/filo-192.png";
const badge = "/icons/badge-96.png";
const fallback: Told = { title: "Filo", body: "", tag: "filo", url: "/console/inbox" };

const told = ({ data }: Pushed): Told => {
  try {
    const said = data?.json() as Partial<Told> | null | undefined;
    return { ...fallback, ...said };
  } catch {
    return fallback;
  }
};

/** Only ever an address of the console's own. */
const insideConsole = (url: unknown): string =>
  typeof url === "string" && /^\/console(\/|$)/.test(url) && !url.includes("//") ? url : fallback.url;

/** Safari takes the permission back from a site that is pushed to and shows nothing. */
const mustShow = (): boolean => /safari/i.test(navigator.userAgent) && !/chrom|android/i.test(navigator.userAgent);

/**
 * Shows what was pushed: one notification for each conversation, a newer one in the older's place. Whoever has the console before
 * their eyes sees it there.
 */
export const showPushed = async (scope: WorkerScope, event: Pushed): Promise<void> => {
  const { title, body, tag, url } = told(event);
  const windows = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  const isWatched = windows.some(
    (window) => window.visibilityState === "visible" && new URL(window.url).pathname.startsWith("/console"),
  );
  if (isWatched && !mustShow()) return;
  const options = { body, tag, icon, badge, renotify: true, data: { url } };
  await scope.registration.showNotification(title, options);
};

/** Opens the conversation, in a window of the console that is there, or else in a new one. */
export const openNotice = async (scope: WorkerScope, { notification }: NoticeClicked): Promise<void> => {
  notification.close();
  const url = insideConsole((notification.data as { url?: unknown } | null)?.url);
  const windows = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((window) => /^\/console\/(?!sign-)/.test(new URL(window.url).pathname));
  if (!there) return void (await scope.clients.openWindow(url));
  there.postMessage({ open: url }, []);
  await there.focus();
};

/** The browser has made its subscription anew by itself: the server is told, or the old one would lead nowhere. */
export const renewSubscription = async (scope: WorkerScope, { oldSubscription }: SubscriptionChanged): Promise<void> => {
  const applicationServerKey = oldSubscription?.options.applicationServerKey;
  if (!applicationServerKey) return;
  const renewed = await scope.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  const { endpoint, keys } = renewed.toJSON();
  await fetch("/api/push-subscriptions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ endpoint, keys, replaces: oldSubscription.endpoint }),
  });
};
