import { call } from "../../../api/client.ts";
import { workerRegistration } from "./registration.ts";

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

const isFor = (subscription: PushSubscription, key: Uint8Array): boolean => {
  const known = new Uint8Array(subscription.options.applicationServerKey ?? new ArrayBuffer());
  return known.length === key.length && known.every((byte, at) => byte === key[at]);
};

const tell = async (subscription: PushSubscription, what: "mine" | "all"): Promise<void> => {
  const { endpoint, keys } = subscription.toJSON();
  if (!endpoint || !keys?.["p256dh"] || !keys["auth"]) throw new Error("A push subscription without its keys");
  await call("POST /api/push-subscriptions", { body: { what, endpoint, keys: { p256dh: keys["p256dh"], auth: keys["auth"] } } });
};

/**
 * Subscribes this browser with the installation's key, or confirms it; one that was made with another key is made anew.
 *
 * @returns false where the browser has no push service that answers
 * @throws Problem when the server refuses or can't be reached
 */
export const subscribeToPush = async (what: "mine" | "all"): Promise<boolean> => {
  const manager = (await workerRegistration())?.pushManager;
  if (!manager) return false;
  const key = bytesOf((await call("GET /api/push-key")).publicKey);
  try {
    const before = await manager.getSubscription();
    if (before && !isFor(before, key)) await before.unsubscribe();
    const subscription = await manager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    await tell(subscription, what);
    return true;
  } catch (cause) {
    // What browsers throw when their push service can't be reached or isn't allowed.
    if (cause instanceof DOMException) return false;
    throw cause;
  }
};

/** Says again that this browser wants to be told: the server forgets those who don't come back. */
export const confirmPush = async (what: "mine" | "all"): Promise<boolean> => {
  const subscription = await (await workerRegistration())?.pushManager?.getSubscription();
  if (!subscription) return subscribeToPush(what);
  await tell(subscription, what);
  return true;
};

export const unsubscribeFromPush = async (): Promise<void> => {
  const subscription = await (await workerRegistration())?.pushManager?.getSubscription();
  if (!subscription) return;
  await call("DELETE /api/push-subscriptions", { body: { endpoint: subscription.endpoint } });
  await subscription.unsubscribe();
};
