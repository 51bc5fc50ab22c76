const scope = "/console";
const scriptUrl = "/console-sw.js";
const readyWithinMs = 4_000;

/** The console's service worker: it opens the console without a network and shows what is pushed. Only a built console has one. */
export const registerWorker = (): void => {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register(scriptUrl, { scope, updateViaCache: "none" }).catch(() => undefined);
};

/** The worker once it is active; nothing where there is none, or it doesn't become so. */
export const workerRegistration = async (): Promise<ServiceWorkerRegistration | undefined> => {
  if (!("serviceWorker" in navigator)) return undefined;
  const patience = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), readyWithinMs));
  return Promise.race([navigator.serviceWorker.ready, patience]);
};

/** This browser is no longer pushed to, whoever it was for. */
export const unsubscribeBrowser = async (): Promise<void> => {
  try {
    const registration = await navigator.serviceWorker?.getRegistration(scope);
    const subscription = await registration?.pushManager?.getSubscription();
    await subscription?.unsubscribe();
  } catch {
    // The server forgets the subscription with the session anyway.
  }
};
