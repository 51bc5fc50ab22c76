import type { JobHint } from "../../schema/contract/jobs.ts";
import type { JobHints } from "./jobs.ts";

/** Hints through a Cloudflare Queue. A hint that is not taken is lost without harm: the row stays due and cron finds it. */
export const queueHints = (queue: Queue, log: (entry: Record<string, unknown>) => void): JobHints => ({
  async send(hints, delayMs = 0) {
    if (hints.length === 0) return;
    try {
      await queue.sendBatch(
        hints.map((body: JobHint) => ({ body })),
        { delaySeconds: Math.ceil(delayMs / 1_000) },
      );
    } catch (error) {
      log({ event: "job_hint_lost", jobs: hints.map((hint) => hint.jobId), error: String(error) });
    }
  },
});
