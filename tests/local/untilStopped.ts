/**
 * Runs a server until SIGTERM or SIGINT: the stops it registered are called, last first, and the process ends with 0, after
 * 5 s at the latest. A failure to start is said in one line and ends it with 1.
 */
export async function runUntilStopped(start: (onStop: (stop: () => Promise<void>) => void) => Promise<void>): Promise<void> {
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async () => {
    for (const stop of stops.toReversed()) await stop();
  };
  let isStopping = false;
  const end = (code: number) => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(code), 4_500).unref();
    stopAll().then(
      () => process.exit(code),
      (cause: unknown) => {
        console.error(cause);
        process.exit(1);
      },
    );
  };
  const listen = () => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.removeAllListeners(signal).on(signal, () => end(0));
  };
  listen();
  try {
    await start((stop) => {
      stops.push(stop);
    });
    // Miniflare listens too, and would end the process at once, before the stops have run.
    listen();
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : cause);
    end(1);
  }
}
