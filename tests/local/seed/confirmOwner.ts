import { setTimeout as pause } from "node:timers/promises";
import type { World } from "../../world/world.ts";
import { demoOwner } from "./demo.ts";
import { enter } from "./session.ts";

const patienceMs = 10_000;
const everyMs = 50;

/**
 * Opens the link that was mailed to the demo's owner when they signed up, as they would: only a confirmed e-mail makes somebody the
 * installation's administrator.
 *
 * @throws when no such mail comes within ten seconds
 */
export async function confirmOwner(url: string, world: World): Promise<void> {
  const { session } = await enter(url, demoOwner);
  for (let waited = 0; waited < patienceMs; waited += everyMs) {
    const link = (await world.mails(demoOwner.email)).map(
      ({ text }) => /\/console\/verify\?token=([\w-]+)/.exec(text ?? "")?.[1],
    );
    const token = link.find((found) => found !== undefined);
    if (token !== undefined) return session.send("POST", "/api/auth/verify-email", { token });
    await pause(everyMs);
  }
  throw new Error(`no mail for ${demoOwner.email}`);
}
