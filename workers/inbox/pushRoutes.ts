import type { Language } from "../../schema/contract/enums.ts";
import { fromBase64Url } from "../platform/base64url.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import { route, type ConsoleCaller, type Route } from "../platform/route.ts";
import { isPoint, readPoint } from "../push/curve.ts";
import { isAllowedEndpoint, type PushDeps } from "../push/sendPush.ts";
import type { PushOrder } from "./pushDesk.ts";

/** What a tenant's live room does for browsers that want to be told. */
export interface PushRpc {
  subscribePush(order: PushOrder): Promise<void>;
  unsubscribePush(browser: { userId: string; endpoint: string }): Promise<void>;
}

export interface PushRouteDeps {
  push: Pick<PushDeps, "vapidKeys" | "simulated">;
  inbox(tenantId: string): PushRpc;
  tenant(tenantId: string): Promise<{ language: Language } | null>;
}

interface Asked {
  what: "mine" | "all";
  endpoint: string;
  keys: { p256dh: string; auth: string };
  replaces?: string | undefined;
}

const authLength = 16;

const wrong = (path: string, message: string): Refusal =>
  refuse("invalid_input", { errors: [{ path, code: "custom", message }] });

const isOnCurve = async (p256dh: string): Promise<boolean> => {
  const point = fromBase64Url(p256dh);
  if (!isPoint(point)) return false;
  return readPoint(point).then(
    () => true,
    () => false,
  );
};

/** Refuses `invalid_input` for an address that no push service has, and for keys that nothing can be encrypted for. */
const subscribe = async (
  deps: PushRouteDeps,
  { tenantId, userId, sessionHash }: ConsoleCaller,
  { keys: { p256dh, auth }, endpoint, ...wish }: Asked,
): Promise<Refusal | undefined> => {
  if (!isAllowedEndpoint(endpoint, deps.push.simulated)) return wrong("endpoint", "Not the address of a push service");
  if (!(await isOnCurve(p256dh))) return wrong("keys.p256dh", "Not a point of P-256");
  if (fromBase64Url(auth)?.length !== authLength) return wrong("keys.auth", "Not 16 bytes in base64url");
  const language = (await deps.tenant(tenantId))?.language ?? "it";
  await deps.inbox(tenantId).subscribePush({ tenantId, userId, sessionHash, language, ...wish, endpoint, p256dh, auth });
  return undefined;
};

/** Web push: the key to subscribe with, and which browsers want to be told (`schema/contract/endpoints/inboxTools.ts`). */
export const pushRoutes = (deps: PushRouteDeps): Route[] => [
  route("GET /api/push-key", async () => ({ publicKey: (await deps.push.vapidKeys()).publicKey })),
  route("POST /api/push-subscriptions", ({ caller, body }) => subscribe(deps, caller, body)),
  route("DELETE /api/push-subscriptions", async ({ caller, body }) => {
    await deps.inbox(caller.tenantId).unsubscribePush({ userId: caller.userId, endpoint: body.endpoint });
    return undefined;
  }),
];
