/**
 * What a service worker's global scope offers, as far as it is used here. TypeScript's own library for workers can't stand beside
 * the one for pages. Source: https://www.w3.org/TR/service-workers/, https://www.w3.org/TR/push-api/
 */
interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}

export interface Fetching extends Extendable {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

export interface Pushed extends Extendable {
  data: { json(): unknown } | null;
}

export interface NoticeClicked extends Extendable {
  notification: Notification;
}

export interface SubscriptionChanged extends Extendable {
  oldSubscription: PushSubscription | null;
}

/** A page of the console that is open. */
export interface WindowClient {
  url: string;
  visibilityState: DocumentVisibilityState;
  focus(): Promise<WindowClient>;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

interface Events {
  install: Extendable;
  activate: Extendable;
  fetch: Fetching;
  push: Pushed;
  notificationclick: NoticeClicked;
  pushsubscriptionchange: SubscriptionChanged;
}

export interface WorkerScope {
  registration: ServiceWorkerRegistration;
  location: Location;
  clients: {
    claim(): Promise<void>;
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<readonly WindowClient[]>;
    openWindow(url: string): Promise<WindowClient | null>;
  };
  skipWaiting(): Promise<void>;
  addEventListener<K extends keyof Events>(type: K, listener: (event: Events[K]) => void): void;
}
