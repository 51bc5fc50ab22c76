import type { PushDeskDeps } from "../inbox/pushDesk.ts";
import { deriveVapidKeys, type VapidKeys } from "../push/vapidKeys.ts";
import type { PushDeps } from "../push/sendPush.ts";
import type { Platform } from "./base.ts";

/** Push services want somebody to turn to, and some take nothing but https or mailto: a machine of one's own has neither. */
const nobodysAddress = "mailto:nobody@filo.example";

export const pushDeps = ({ config, chance }: Platform): PushDeps => {
  let derived: Promise<VapidKeys> | undefined;
  return {
    vapidKeys: () => (derived ??= deriveVapidKeys(config.masterKeys)),
    subject: config.publicUrl.startsWith("https://") ? config.publicUrl : nobodysAddress,
    simulated: config.pushApiBase,
    bytes: chance.bytes,
    now: chance.now,
    fetch: (input, init) => fetch(input, init),
  };
};

export const liveRoomDeps = (base: Platform): PushDeskDeps => ({ ...base, push: pushDeps(base) });
