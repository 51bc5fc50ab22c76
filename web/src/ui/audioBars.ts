import { barsOf } from "./waveform.ts";

/** Longer recordings are played without a picture of them: decoding would cost more than it shows. */
const largestBytes = 4 * 1024 * 1024;

const known = new Map<string, Promise<number[] | null>>();
let lane: Promise<unknown> = Promise.resolve();

const decode = async (src: string, count: number): Promise<number[] | null> => {
  const response = await fetch(src);
  if (!response.ok) return null;
  const context = new OfflineAudioContext(1, 1, 22_050);
  const audio = await context.decodeAudioData(await response.arrayBuffer());
  return barsOf(audio.getChannelData(0), count);
};

/**
 * The waveform of a recording, computed here from the file itself, one after the other and once per address.
 *
 * @param bytes the file's size; null when it is not known
 * @returns null for what is too large, can't be read or is of a kind this browser does not decode
 */
export const audioBars = (src: string, bytes: number | null, count: number): Promise<number[] | null> => {
  const found = known.get(src);
  if (found) return found;
  if (bytes === null || bytes > largestBytes) return Promise.resolve(null);
  const made = lane.then(() => decode(src, count)).catch(() => null);
  lane = made;
  known.set(src, made);
  return made;
};
