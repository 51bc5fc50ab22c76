import type { Core } from "../core.ts";
import type { ControlCall } from "../groupCalls.ts";
import { browserKeys } from "./browser.ts";

/** A browser that has subscribed, as `PushSubscription.toJSON()` tells it. */
export interface PushBrowser {
  id: string;
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/** A message as a browser has read it. */
export interface ReceivedPush {
  id: string;
  at: number;
  text: string;
  topic: string | null;
  urgency: string | null;
  ttl: number;
}

/** The push service and the browsers behind it. */
export interface PushApi {
  /** A browser subscribes. */
  subscribe(): Promise<PushBrowser>;
  /** It unsubscribes: its address answers 410 from now on. */
  unsubscribe(id: string): Promise<void>;
  /** What a browser was sent, or all of them. */
  received(id?: string): Promise<ReceivedPush[]>;
}

export function pushGroup(core: Core): PushApi {
  return {
    async subscribe() {
      const [id, keys] = [core.random.hex(24), browserKeys()];
      core.state.pushBrowsers.push({ id, ...keys, isGone: false, vapidKey: null });
      core.changed();
      return { id, endpoint: `${core.url}/push/${id}`, keys: { p256dh: keys.p256dh, auth: keys.auth } };
    },
    async unsubscribe(id) {
      for (const browser of core.state.pushBrowsers) if (browser.id === id) browser.isGone = true;
      core.changed();
    },
    received: async (id) => core.pushes.filter((push) => id === undefined || push.id === id),
  };
}

export function pushCalls(call: ControlCall): PushApi {
  return {
    subscribe: () => call("POST", "/push/browsers"),
    async unsubscribe(id) {
      await call("DELETE", `/push/browsers/${id}`);
    },
    received: (id) => call("GET", id === undefined ? "/push/messages" : `/push/messages?id=${id}`),
  };
}
