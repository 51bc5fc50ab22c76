import { joinBytes } from "../platform/joinBytes.ts";

/** Why a stream was not read to its end. */
export type StreamFailure = "too_large" | "too_slow" | "broken";

export interface StreamLimits {
  bytes: number;
  /** For all of it. */
  milliseconds: number;
  /** Between two pieces. */
  silence: number;
}

/**
 * Reads a stream of somebody else's into memory, never more than `bytes` of it and never longer than told: it may be endless, or
 * stop without a word.
 */
export const readStream = async (
  stream: ReadableStream<Uint8Array>,
  limits: StreamLimits,
): Promise<{ ok: true; bytes: Uint8Array } | { ok: false; failure: StreamFailure }> => {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const whole = timer(limits.milliseconds);
  const stop = async (failure: StreamFailure) => {
    await reader.cancel(failure).catch(() => {});
    return { ok: false, failure } as const;
  };
  try {
    for (;;) {
      const silence = timer(limits.silence);
      const next = await Promise.race([reader.read(), whole.passed, silence.passed]).finally(silence.stop);
      if (next === "passed") return await stop("too_slow");
      if (next.done) return { ok: true, bytes: joinBytes(chunks) };
      length += next.value.byteLength;
      if (length > limits.bytes) return await stop("too_large");
      chunks.push(next.value);
    }
  } catch {
    return await stop("broken");
  } finally {
    whole.stop();
  }
};

const timer = (milliseconds: number): { passed: Promise<"passed">; stop(): void } => {
  let handle: ReturnType<typeof setTimeout> | undefined;
  const passed = new Promise<"passed">((resolve) => {
    handle = setTimeout(() => resolve("passed"), milliseconds);
  });
  return { passed, stop: () => clearTimeout(handle) };
};
