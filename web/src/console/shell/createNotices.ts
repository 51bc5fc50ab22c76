import { useNavigate } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import { createEffect, createSignal, type Accessor } from "solid-js";
import type { ConsoleEvent } from "../../../../schema/contract/live.ts";
import { browserSettings } from "./notices/browserSettings.ts";
import type { Notices } from "./notices/notices.ts";
import { registerWorker } from "./notices/registration.ts";

const quietMs = 2_000;
/** What may be told: it brings in the part that tells. */
const telling: ReadonlySet<ConsoleEvent["type"]> = new Set(["NEW_MESSAGE", "MENTION"]);

interface ShellNotices {
  /** To be told of each event before it is applied. */
  heard(event: ConsoleEvent): void;
  connected(): void;
  /** There once something has happened, or notifications were turned on earlier. */
  loaded: Accessor<Notices | undefined>;
}

/** Notifications, and the service worker: none of it belongs to the first screen, and most of it waits for a first event. */
export const createNotices = (isSignedIn: Accessor<boolean>): ShellNotices => {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [loaded, setLoaded] = createSignal<Notices>();
  let loading: Promise<Notices | undefined> | undefined;
  const load = () =>
    (loading ??= import("./notices/notices.ts").then(
      ({ makeNotices }) => setLoaded(makeNotices(client, (href) => navigate(href))),
      // Away with the network: the next event tries again.
      () => (loading = undefined),
    ));
  let isBegun = false;
  createEffect(() => {
    if (!isSignedIn() || isBegun) return;
    isBegun = true;
    setTimeout(() => {
      registerWorker();
      if (browserSettings().isOn || browserSettings().hasSound) void load().then((notices) => notices?.connected());
    }, quietMs);
  });
  // The worker's notifications open a conversation in the window that is there.
  navigator.serviceWorker?.addEventListener("message", ({ data }: MessageEvent<{ open?: unknown }>) => {
    if (typeof data?.open === "string" && data.open.startsWith("/console")) navigate(data.open);
  });
  return {
    heard(event) {
      const notices = loaded();
      if (notices) notices.heard(event);
      else if (telling.has(event.type)) void load().then((made) => made?.heard(event));
    },
    connected: () => loaded()?.connected(),
    loaded,
  };
};
