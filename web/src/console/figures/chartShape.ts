/** One column of a chart: its parts from the bottom up. */
export interface Column {
  label: string;
  parts: readonly number[];
}

export interface Bar {
  x: number;
  y: number;
  width: number;
  height: number;
  part: number;
}

export interface Shape {
  bars: Bar[];
  /** Lines to read the height by, with what they stand for. */
  lines: { y: number; value: number }[];
  /** Which columns get their label written below, so that none touch. */
  labels: { x: number; text: string }[];
  top: number;
}

const steps = [1, 2, 5];

/** A round number at or above `most`: 1, 2 or 5 times a power of ten. */
export const roundTop = (most: number): number => {
  for (let power = 1; ; power *= 10) for (const step of steps) if (step * power >= most) return Math.max(4, step * power);
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/**
 * Where everything of a stacked column chart stands, in units of its own box.
 *
 * @param room how many labels fit side by side
 */
export const shapeOf = (columns: readonly Column[], width: number, height: number, room: number): Shape => {
  const top = roundTop(Math.max(0, ...columns.map(({ parts }) => sum(parts))));
  const each = columns.length === 0 ? 0 : width / columns.length;
  const gap = Math.min(6, each * 0.25);
  const bars = columns.flatMap(({ parts }, at) => {
    let below = 0;
    return parts.flatMap((value, part): Bar[] => {
      const from = below;
      below += value;
      if (value === 0) return [];
      const size = (value / top) * height;
      return [{ x: at * each + gap / 2, y: height - (from / top) * height - size, width: each - gap, height: size, part }];
    });
  });
  const every = Math.max(1, Math.ceil(columns.length / Math.max(1, room)));
  return {
    top,
    bars,
    lines: [0, 0.5, 1].map((share) => ({ y: height - share * height, value: top * share })),
    labels: columns.flatMap(({ label }, at) => (at % every === 0 ? [{ x: (at + 0.5) * each, text: label }] : [])),
  };
};
