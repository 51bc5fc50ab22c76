import { describe, expect, it } from "vitest";
import { afterKey, type WrittenKey } from "../../../web/src/console/shell/palette/typedAhead.ts";

const press = (key: string, more: Partial<WrittenKey> & { altGraph?: boolean } = {}): WrittenKey => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  getModifierState: (name) => name === "AltGraph" && more.altGraph === true,
  ...more,
});
const typed = (...keys: string[]) => keys.reduce((text, key) => afterKey(text, press(key)) ?? text, "");

describe("what is typed for a field that is not there yet", () => {
  it("is every sign in its order, capitals and signs beyond the first plane too, less what was taken back", () => {
    expect(typed("M", "à", " ", "1")).toBe("Mà 1");
    expect(typed("a", "🙂", "b", "Backspace", "Backspace", "c")).toBe("ac");
    expect(typed("Backspace")).toBe("");
  });

  it("keeps nothing of keys that write nothing, and chooses nothing by Enter", () => {
    for (const key of ["Tab", "Shift", "ArrowDown", "F5", "Dead"]) expect(afterKey("a", press(key))).toBeNull();
    expect(afterKey("a", press("Enter"))).toBe("a");
  });

  it("leaves other commands alone, and takes what AltGr writes", () => {
    for (const name of ["ctrlKey", "metaKey", "altKey"] as const) expect(afterKey("a", press("k", { [name]: true }))).toBeNull();
    expect(afterKey("a", press("@", { ctrlKey: true, altKey: true, altGraph: true }))).toBe("a@");
  });
});
