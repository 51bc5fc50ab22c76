import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../../web/src/ui/tokens.css", import.meta.url), "utf8");
const darkStart = css.indexOf("@media (prefers-color-scheme: dark)");

const coloursOf = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1], match[2]]));

const light = coloursOf(css.slice(0, darkStart));
const themes = { light, dark: { ...light, ...coloursOf(css.slice(darkStart)) } };

const channel = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

/** WCAG 2.2, relative luminance. */
const luminance = (hex: string): number => {
  const [red, green, blue] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255));
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
};

const contrast = (one: string, other: string): number => {
  const [dark, bright] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return ((bright ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
};

const grounds = ["ground", "surface", "raised", "hover", "selected"];
const pairs: [string, string][] = [
  ...["ink", "ink-soft", "ink-faint", "action"].flatMap((ink) => grounds.map((ground): [string, string] => [ink, ground])),
  ...["red", "amber", "ai", "person"].flatMap((ink) => grounds.map((ground): [string, string] => [ink, ground])),
  ...["ai", "person", "red", "amber", "bronze", "silver", "gold"].map((name): [string, string] => [name, `${name}-tint`]),
  ...["ai-tint", "person-tint", "red-tint", "amber-tint"].flatMap((tint): [string, string][] => [
    ["ink", tint],
    ["ink-soft", tint],
  ]),
  ["on-action", "action"],
  ["on-action", "action-hover"],
  ["on-ai", "ai-fill"],
  ["on-person", "person-fill"],
  ["rail-ink", "rail"],
  ["rail-ink", "rail-active"],
  ["rail-ink-soft", "rail"],
  ["rail-ink-soft", "rail-active"],
];

describe.each(Object.entries(themes))("the %s colours", (_name, colours) => {
  it.each(pairs)("%s can be read on %s", (ink, ground) => {
    expect(contrast(colours[ink] ?? "", colours[ground] ?? "")).toBeGreaterThanOrEqual(4.5);
  });

  it("draws controls and focus with at least 3:1", () => {
    for (const ground of grounds) {
      expect(contrast(colours["line-strong"] ?? "", colours[ground] ?? "")).toBeGreaterThanOrEqual(3);
      expect(contrast(colours["focus"] ?? "", colours[ground] ?? "")).toBeGreaterThanOrEqual(3);
    }
  });
});
