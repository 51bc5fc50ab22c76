import { describe, expect, it } from "vitest";
import { isPalettePress, signOf, type Press } from "../../../web/src/console/shell/pressed.ts";

const press = (key: string, more: Partial<Press> & { altGraph?: boolean } = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  getModifierState: (name) => name === "AltGraph" && more.altGraph === true,
  ...more,
});

describe("a key as a command", () => {
  it("is what is printed on it, wherever it lies: on an Italian keyboard / is Shift+7 and ? is Shift+'", () => {
    expect(signOf(press("/", { shiftKey: true }))).toBe("/");
    expect(signOf(press("?", { shiftKey: true }))).toBe("?");
    expect(signOf(press("/"))).toBe("/");
    expect(signOf(press("1"))).toBe("1");
    expect(signOf(press("1", { shiftKey: true }))).toBe("1");
  });

  it("is the same letter with Caps Lock, and none with Shift", () => {
    expect(signOf(press("J"))).toBe("j");
    expect(signOf(press("J", { shiftKey: true }))).toBeNull();
  });

  it("is none with a modifier that makes it another: AltGr writes @, # and [ on an Italian keyboard", () => {
    for (const sign of ["@", "#", "[", "e"]) expect(signOf(press(sign, { altGraph: true }))).toBeNull();
    expect(signOf(press("@", { ctrlKey: true, altKey: true }))).toBeNull();
    for (const name of ["ctrlKey", "metaKey", "altKey", "isComposing"] as const)
      expect(signOf(press("e", { [name]: true }))).toBeNull();
  });

  it("is none when it writes nothing", () => {
    for (const key of ["Enter", "Dead", "Process", "Escape", "Shift", "F1"]) expect(signOf(press(key))).toBeNull();
  });
});

describe("the palette's key", () => {
  it("is ⌘K on a Mac and Ctrl+K elsewhere", () => {
    expect(isPalettePress(press("k", { metaKey: true }), true)).toBe(true);
    expect(isPalettePress(press("k", { ctrlKey: true }), true)).toBe(false);
    expect(isPalettePress(press("K", { ctrlKey: true }), false)).toBe(true);
    expect(isPalettePress(press("k", { metaKey: true }), false)).toBe(false);
  });

  it("is no other combination", () => {
    expect(isPalettePress(press("k"), false)).toBe(false);
    expect(isPalettePress(press("k", { ctrlKey: true, altKey: true }), false)).toBe(false);
    expect(isPalettePress(press("k", { ctrlKey: true, shiftKey: true }), false)).toBe(false);
    expect(isPalettePress(press("k", { ctrlKey: true, altGraph: true }), false)).toBe(false);
  });
});
