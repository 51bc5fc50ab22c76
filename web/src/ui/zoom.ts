/** How a picture is held in its frame: enlarged around the middle, moved by so many CSS pixels. */
export interface Zoom {
  scale: number;
  x: number;
  y: number;
}

export const unzoomed: Zoom = { scale: 1, x: 0, y: 0 };

const largest = 6;

/** Keeps at least the middle of the frame on the picture. */
const held = ({ scale, x, y }: Zoom, frame: { width: number; height: number }): Zoom => {
  const [mostX, mostY] = [(frame.width * (scale - 1)) / 2, (frame.height * (scale - 1)) / 2];
  return { scale, x: Math.max(-mostX, Math.min(mostX, x)), y: Math.max(-mostY, Math.min(mostY, y)) };
};

/**
 * Enlarges by a factor and leaves what is under the pointer where it is.
 *
 * @param at the pointer, measured from the middle of the frame
 */
export const zoomed = (
  zoom: Zoom,
  factor: number,
  at: { x: number; y: number },
  frame: { width: number; height: number },
): Zoom => {
  const scale = Math.max(1, Math.min(largest, zoom.scale * factor));
  const by = scale / zoom.scale;
  return held({ scale, x: at.x - (at.x - zoom.x) * by, y: at.y - (at.y - zoom.y) * by }, frame);
};

export const moved = (zoom: Zoom, by: { x: number; y: number }, frame: { width: number; height: number }): Zoom =>
  held({ ...zoom, x: zoom.x + by.x, y: zoom.y + by.y }, frame);
