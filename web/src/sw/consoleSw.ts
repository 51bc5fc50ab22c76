import { openNotice, renewSubscription, showPushed } from "./notices.ts";
import type { WorkerScope } from "./scope.ts";
import { answer, letGoOld, takeIn, type Shell } from "./shellCache.ts";

declare const self: WorkerScope;
/** Put in by the build (`vite.config.ts`). */
declare const __SHELL__: Shell;

const shell = __SHELL__;

self.addEventListener("install", (event) => event.waitUntil(takeIn(shell).then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(letGoOld(shell).then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => answer(event, shell, self.location.origin));
self.addEventListener("push", (event) => event.waitUntil(showPushed(self, event)));
self.addEventListener("notificationclick", (event) => event.waitUntil(openNotice(self, event)));
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renewSubscription(self, event)));
