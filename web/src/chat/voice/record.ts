import { withLength } from "./webmLength.ts";

/** What browsers record, what plays everywhere first: Firefox, Chromium, Safari. All are taken by the API (`platform/fileType.ts`). */
const formats = [
  { type: "audio/ogg;codecs=opus", ending: "ogg" },
  { type: "audio/webm;codecs=opus", ending: "webm" },
  { type: "audio/mp4", ending: "m4a" },
] as const;

/** Speech in Opus; ten minutes are 2.4 MB. */
const bitsPerSecond = 32_000;

export type RecordingProblem = "blocked" | "no_microphone" | "failed";

/** A recording that runs. */
export interface Recording {
  /** Milliseconds since it began. */
  elapsed(): number;
  /** How loud it is now, 0 to 1. */
  level(): number;
  /** Ends it; the microphone is let go. */
  finish(): Promise<{ blob: Blob; ending: string; durationMs: number }>;
  cancel(): void;
}

const problemOf = (reason: unknown): RecordingProblem => {
  const name = reason instanceof DOMException ? reason.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "blocked";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "no_microphone" : "failed";
};

/** Asks for the microphone and begins. */
export const startRecording = async (): Promise<
  { ok: true; recording: Recording } | { ok: false; problem: RecordingProblem }
> => {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
    return { ok: true, recording: record(stream) };
  } catch (reason) {
    return { ok: false, problem: problemOf(reason) };
  }
};

const record = (stream: MediaStream): Recording => {
  const format = formats.find(({ type }) => MediaRecorder.isTypeSupported(type));
  if (!format) {
    letGo(stream);
    throw new DOMException("records nothing that is taken", "NotSupportedError");
  }
  const recorder = new MediaRecorder(stream, { mimeType: format.type, audioBitsPerSecond: bitsPerSecond });
  const chunks: Blob[] = [];
  recorder.addEventListener("dataavailable", ({ data }) => chunks.push(data));
  const ear = listen(stream);
  recorder.start(1_000);
  const began = performance.now();
  const elapsed = () => performance.now() - began;
  const end = () => {
    ear.close();
    letGo(stream);
  };
  return {
    elapsed,
    level: ear.level,
    async finish() {
      const durationMs = Math.round(elapsed());
      await new Promise<void>((resolve) => {
        recorder.addEventListener("stop", () => resolve(), { once: true });
        if (recorder.state === "inactive") resolve();
        else recorder.stop();
      });
      end();
      const type = format.type.split(";")[0] ?? "";
      const whole = new Uint8Array(await new Blob(chunks).arrayBuffer());
      const bytes = type === "audio/webm" ? withLength(whole, durationMs) : whole;
      return { blob: new Blob([bytes], { type }), ending: format.ending, durationMs };
    },
    cancel() {
      if (recorder.state !== "inactive") recorder.stop();
      end();
    },
  };
};

const letGo = (stream: MediaStream): void => stream.getTracks().forEach((track) => track.stop());

const listen = (stream: MediaStream): { level(): number; close(): void } => {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      const loudness = Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);
      return Math.min(1, loudness * 4);
    },
    close: () => void context.close(),
  };
};
