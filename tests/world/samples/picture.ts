/** The colour (red, green, blue in 0..255) of a drawn plate of food at a place in the unit square. */
export function plate(x: number, y: number, hue: number): [number, number, number] {
  const distance = Math.hypot((x - 0.5) * 1.3, y - 0.5);
  if (distance > 0.42) return tint(hue + 180, 0.25 + 0.1 * y, 0.85);
  if (distance > 0.33) return [246, 246, 242];
  const wave = Math.sin(x * 40) * Math.cos(y * 34);
  return tint(hue + wave * 18, 0.85, 0.75 + wave * 0.15);
}

function tint(hue: number, saturation: number, value: number): [number, number, number] {
  const part = (shift: number) => {
    const k = (shift + hue / 60) % 6;
    return Math.round(255 * Math.min(1, Math.max(0, value - value * saturation * Math.max(0, Math.min(k, 4 - k, 1)))));
  };
  return [part(5), part(3), part(1)];
}
