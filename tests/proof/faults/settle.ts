import { setTimeout as pause } from "node:timers/promises";
import { readD1, readObjects } from "../../support/stores.ts";
import type { World } from "../../world/world.ts";

/** Threads with an answer to come, or with something in their outbox; and what the numbers have not handed over. */
const busy = (stateDir: string): number => {
  const waits = "SELECT 1 FROM outbox WHERE state <> 'parked' LIMIT 1";
  const answers =
    "SELECT 1 FROM state WHERE json_extract(json, '$.turn') IS NOT NULL OR json_extract(json, '$.batch.dueAt') IS NOT NULL";
  const threads = readObjects(stateDir, "Conversation", { waits, answers });
  const lines = readObjects(stateDir, "Line", { waits: "SELECT 1 FROM inbox WHERE body IS NOT NULL" });
  const busyThreads = threads.filter((thread) => thread.waits.length + thread.answers.length > 0);
  return busyThreads.length + lines.reduce((sum, line) => sum + line.waits.length, 0);
};

/** Files that are still to be fetched or understood. */
const openJobs = (stateDir: string): number =>
  readD1(stateDir, "SELECT 1 FROM jobs WHERE state IN ('due', 'leased') AND kind IN ('fetch_media', 'understand_media')").length;

const underWay = new Set(["queued", "sent", "delivered"]);

/** The world may still have something to tell of what it accepted: it always comes to `read`, or fails. */
const toBeReported = (world: World): boolean =>
  world.core.state.messages.some(({ direction, status }) => direction === "outbound-api" && underWay.has(status));

/**
 * Waits until nothing is left to be done, twice in a row.
 *
 * @returns how long that took in milliseconds; null when it was not over within `timeoutMs`
 */
export const settled = async (
  stateDir: string,
  world: World,
  timeoutMs: number,
  also: { files: boolean } = { files: false },
): Promise<number | null> => {
  const began = Date.now();
  let quietSince: number | null = null;
  while (Date.now() - began < timeoutMs) {
    if (busy(stateDir) > 0 || toBeReported(world) || (also.files && openJobs(stateDir) > 0)) quietSince = null;
    else {
      quietSince ??= Date.now();
      if (Date.now() - quietSince > 900) return quietSince - began;
    }
    await pause(500);
  }
  return null;
};
