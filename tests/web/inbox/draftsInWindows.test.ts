import { afterEach, expect, test, vi } from "vitest";

/** Two windows of one browser: each with a memory of its own, over one storage that tells the others what was written. */
const browser = async (isFull = () => false) => {
  const kept = new Map<string, string>();
  const listeners: ((event: { key: string }) => void)[] = [];
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, value: string) {
      if (isFull()) throw new DOMException("full", "QuotaExceededError");
      kept.set(key, value);
      for (const hear of listeners) hear({ key });
    },
  });
  vi.stubGlobal("addEventListener", (_type: string, hear: (event: { key: string }) => void) => listeners.push(hear));
  const window = async () => {
    vi.resetModules();
    return import("../../../web/src/console/inbox/drafts.ts");
  };
  return { window, deafen: () => listeners.splice(0), kept };
};

afterEach(() => vi.unstubAllGlobals());

test("what is being written in one window does not throw away what was written in another", async () => {
  const { window, deafen } = await browser();
  const [first, second] = [await window(), await window()];
  deafen();
  first.keepDraft("cnv_1", "Prima");
  second.keepDraft("cnv_2", "Seconda");
  const reloaded = await window();
  expect([reloaded.draftOf("cnv_1"), reloaded.draftOf("cnv_2")]).toEqual(["Prima", "Seconda"]);
});

test("a draft that was sent in one window is gone from the other, which would send it again", async () => {
  const { window } = await browser();
  const [first, second] = [await window(), await window()];
  first.keepDraft("cnv_1", "Da mandare");
  expect(second.draftOf("cnv_1")).toBe("Da mandare");
  second.keepDraft("cnv_1", "");
  expect(first.draftOf("cnv_1")).toBe("");
});

test("where nothing can be stored drafts last as long as the page", async () => {
  const { window, kept } = await browser(() => true);
  const only = await window();
  only.keepDraft("cnv_1", "Uno");
  only.keepDraft("cnv_2", "Due");
  expect([only.draftOf("cnv_1"), only.draftOf("cnv_2"), kept.size]).toEqual(["Uno", "Due", 0]);
});
