import { changeD1 } from "../../support/stores.ts";
import type { Stage } from "../../support/stage.ts";
import { settled } from "../faults/settle.ts";
import type { Life } from "./life.ts";

/** Every message of the queue once more: jobs that were done are due again, as after a redelivery long past. */
const redeliverJobs = "UPDATE jobs SET state = 'due', due_at = 0, attempts = 0";

/**
 * After somebody was erased, all that can still come of them does: every webhook again and one for the first time, every delivery report,
 * what Twilio's list shows to whoever asks it, every message of the queue, a tab of their browser that was left open.
 *
 * @returns what that tab is shown
 */
export const comeLate = async (stage: Stage, { phone, page }: Life, slug: string): Promise<string> => {
  const { world, stateDir, filo } = stage;
  const log = await world.messages({ person: phone });
  for (const { sid, direction } of log)
    if (direction === "inbound") await world.redeliver(sid, 2);
    else await world.reportStatus(sid, "read");
  changeD1(stateDir, redeliverJobs);
  await filo.tick();
  const seen = page ? (await page.call("GET", `/api/public/ai/${slug}/messages`)).text : "";
  await settled(stateDir, world, 30_000);
  await filo.tick();
  return seen;
};
