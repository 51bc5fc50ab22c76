/** Loudest samples looked at for one bar: more changes nothing that can be seen. */
const samplesPerBar = 400;

/**
 * A recording as so many bars, each from 0 to 1: the loudness of its stretch against the loudest one, its square
 * root, so that quiet words next to a knock can still be seen. Silence is all zeros.
 *
 * @param samples one channel, -1 to 1
 */
export const barsOf = (samples: Float32Array, count: number): number[] => {
  const perBar = samples.length / count;
  const step = Math.max(1, Math.floor(perBar / samplesPerBar));
  const loudness = Array.from({ length: count }, (_none, bar) => {
    const [from, to] = [Math.floor(bar * perBar), Math.floor((bar + 1) * perBar)];
    let sum = 0;
    let seen = 0;
    for (let at = from; at < to; at += step, seen++) sum += (samples[at] ?? 0) ** 2;
    return seen === 0 ? 0 : Math.sqrt(sum / seen);
  });
  const loudest = Math.max(...loudness);
  return loudest === 0 ? loudness : loudness.map((value) => Math.sqrt(value / loudest));
};

/** Bars as one SVG path of upright strokes around the middle of a box of `count * pitch` by `height`; the quietest stays a dot. */
export const barsPath = (bars: readonly number[], pitch: number, height: number): string =>
  bars
    .map((bar, at) => {
      const tall = Math.max(1, bar * (height - 4));
      return `M${at * pitch + pitch / 2} ${((height - tall) / 2).toFixed(1)}v${tall.toFixed(1)}`;
    })
    .join("");
