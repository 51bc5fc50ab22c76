import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Fetching } from "../../../web/src/sw/scope.ts";
import { answer, letGoOld, takeIn } from "../../../web/src/sw/shellCache.ts";

const origin = "https://filo.test";
const shell = { version: "two", files: ["/assets/console-1.js", "/filo.svg"] };
const pathOf = (request: Request | string) => new URL(typeof request === "string" ? request : request.url, origin).pathname;

/** The browser's caches, and a network that can be cut. */
const browser = () => {
  const stored = new Map<string, Map<string, string>>();
  let isCut = false;
  let status = 200;
  const asked: string[] = [];
  const network = async (request: Request | string) => {
    if (isCut) throw new TypeError("Failed to fetch");
    asked.push(pathOf(request));
    return new Response(`network ${pathOf(request)}`, { status });
  };
  const cacheOf = (name: string) => {
    const entries = stored.get(name) ?? stored.set(name, new Map()).get(name);
    return {
      addAll: async (requests: Request[]) => {
        for (const request of requests) entries?.set(pathOf(request), `kept ${pathOf(await Promise.resolve(request))}`);
        if (isCut) throw new TypeError("Failed to fetch");
      },
      match: async (request: Request | string) => {
        const found = entries?.get(pathOf(request));
        return found === undefined ? undefined : new Response(found);
      },
    };
  };
  vi.stubGlobal("fetch", network);
  vi.stubGlobal("caches", {
    open: async (name: string) => cacheOf(name),
    keys: async () => [...stored.keys()],
    delete: async (name: string) => stored.delete(name),
    match: async (request: Request) =>
      (await Promise.all([...stored.keys()].map((name) => cacheOf(name).match(request)))).find((found) => found !== undefined),
  });
  const ask = async (path: string, more: { mode?: string; method?: string } = {}) => {
    let given: Promise<Response> | undefined;
    const request = { url: new URL(path, origin).href, method: "GET", mode: "cors", ...more } as Request;
    answer({ request, respondWith: (response: Promise<Response>) => void (given = response) } as Fetching, shell, origin);
    return given === undefined ? "untouched" : (await given).text();
  };
  return { ask, asked, names: () => [...stored.keys()], cut: () => void (isCut = true), fail: () => void (status = 503) };
};

// Node's Request takes no relative addresses, as a worker's does.
beforeEach(() =>
  vi.stubGlobal(
    "Request",
    class {
      readonly url: string;
      constructor(path: string) {
        this.url = new URL(path, origin).href;
      }
    },
  ),
);
afterEach(() => void vi.unstubAllGlobals());

describe("the console without a network", () => {
  it("opens on any of its addresses, with all its files", async () => {
    const { ask, cut } = browser();
    await takeIn(shell);
    cut();
    expect(await ask("/console/inbox/cnv_1?filter=mine", { mode: "navigate" })).toBe("kept /console");
    expect(await ask("/assets/console-1.js")).toBe("kept /assets/console-1.js");
    expect(await ask("/filo.svg")).toBe("kept /filo.svg");
  });

  it("opens also while the server is down, and while the line hardly carries anything", async () => {
    const { ask, fail } = browser();
    await takeIn(shell);
    fail();
    expect(await ask("/console", { mode: "navigate" })).toBe("kept /console");
    vi.useFakeTimers();
    vi.stubGlobal("fetch", () => new Promise(() => undefined));
    const asked = ask("/console", { mode: "navigate" });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await asked).toBe("kept /console");
    vi.useRealTimers();
  });
});

describe("the console with a network", () => {
  it("is the newest page there is", async () => {
    const { ask } = browser();
    await takeIn(shell);
    expect(await ask("/console", { mode: "navigate" })).toBe("network /console");
  });

  it("asks for no file twice", async () => {
    const { ask, asked } = browser();
    await takeIn(shell);
    await ask("/assets/console-1.js");
    expect(asked).toEqual([]);
    expect(await ask("/assets/later-2.js")).toBe("network /assets/later-2.js");
  });
});

describe("what goes its own way", () => {
  it.each([
    ["/api/conversations", {}],
    ["/api/socket", { mode: "websocket" }],
    ["/assets/console-1.js", { method: "POST" }],
    ["/ai/coach", { mode: "navigate" }],
    ["/consolexyz", { mode: "navigate" }],
    ["https://elsewhere.example/assets/console-1.js", {}],
  ])("%s", async (path, more) => {
    const { ask } = browser();
    await takeIn(shell);
    expect(await ask(path, more)).toBe("untouched");
  });
});

describe("builds that went before", () => {
  it("are let go but for the last, whose windows may still be open", async () => {
    const { names } = browser();
    for (const version of ["zero", "one", "two"]) await takeIn({ ...shell, version });
    await caches.open("somebody-elses");
    await letGoOld(shell);
    expect(names()).toEqual(["filo-shell-one", "filo-shell-two", "somebody-elses"]);
  });

  it("stay when a new one can't be taken in whole", async () => {
    const { cut } = browser();
    cut();
    await expect(takeIn(shell)).rejects.toThrow("Failed to fetch");
  });
});
