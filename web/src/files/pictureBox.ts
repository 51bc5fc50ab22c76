import type { Media } from "../../../schema/contract/media.ts";

export interface PictureBox {
  /** CSS pixels; the height follows from the ratio, also where the width has to give way. */
  width: number;
  ratio: string;
}

const widest = 300;
const highest = 340;
const narrowest = 160;
/** Until its size is known, a picture is taken to be a phone's, held upright. */
const usual = { width: 3, height: 4 };

/** The room a picture takes before it is loaded, so that nothing moves when it is. Very long ones are cut to fit. */
export const pictureBox = ({ width, height }: Pick<Media, "width" | "height">): PictureBox => {
  const real = width && height ? { width, height } : usual;
  const ratio = Math.min(3, Math.max(1 / 2, real.width / real.height));
  const across = Math.min(widest, Math.max(narrowest, Math.round(highest * ratio)));
  return { width: across, ratio: ratio.toFixed(4) };
};
