import type { Miniflare } from "miniflare";

const firstAfterMs = 1_500;
const everyMs = 60_000;

interface CronWorker {
  scheduled(options: { cron: string; scheduledTime: Date }): Promise<{ outcome: string }>;
}

/** Plays Cloudflare's clock: locally a cron never fires by itself. Every schedule of Filo's is a minute's. */
export function tickCrons(
  miniflare: Miniflare,
  worker: string,
  crons: readonly string[],
  { isOn, isQuiet }: { isOn: boolean; isQuiet: boolean },
) {
  const tick = async (at = new Date()) => {
    const fetcher = (await miniflare.getWorker(worker)) as unknown as CronWorker;
    const results = await Promise.all(crons.map((cron) => fetcher.scheduled({ cron, scheduledTime: at })));
    if (results.some((result) => result.outcome !== "ok")) throw new Error("a cron failed; the Worker's log says why");
  };
  const quietly = () =>
    tick().catch((cause: unknown) => {
      if (!isQuiet) console.error(`cron: ${cause instanceof Error ? cause.message : String(cause)}`);
    });
  const first = isOn ? setTimeout(quietly, firstAfterMs) : undefined;
  const rest = isOn ? setInterval(quietly, everyMs) : undefined;
  return {
    tick,
    stop() {
      clearTimeout(first);
      clearInterval(rest);
    },
  };
}
