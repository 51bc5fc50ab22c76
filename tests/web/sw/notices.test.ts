import { afterEach, describe, expect, it, vi } from "vitest";
import { openNotice, renewSubscription, showPushed } from "../../../web/src/sw/notices.ts";
import type { WorkerScope } from "../../../web/src/sw/scope.ts";
import { noticeOf } from "../../../workers/push/notice.ts";

const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const iphone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/604.1";

const scene = (windows: { url: string; visibilityState: string }[], userAgent = chrome) => {
  vi.stubGlobal("navigator", { userAgent });
  const [shown, opened, told]: [unknown[], string[], unknown[]] = [[], [], []];
  const scope = {
    clients: {
      matchAll: async () =>
        windows.map((window) => ({ ...window, focus: async () => undefined, postMessage: (said: unknown) => told.push(said) })),
      openWindow: async (url: string) => void opened.push(url),
    },
    registration: { showNotification: async (title: string, options: object) => void shown.push({ title, ...options }) },
  } as unknown as WorkerScope;
  const push = (data: unknown) => showPushed(scope, { data: { json: () => data } } as never);
  const click = (data: unknown) => openNotice(scope, { notification: { data, close: () => undefined } } as never);
  return { scope, shown, opened, told, push, click };
};

afterEach(() => void vi.unstubAllGlobals());

const notice = noticeOf(
  { conversationId: "cnv_1", contactName: "Ada" },
  { kind: "message", message: { text: "Ciao", media: [], place: null } },
  "it",
);

describe("a push", () => {
  it("is shown as the server wrote it, in the place of the conversation's earlier one", async () => {
    const { push, shown } = scene([{ url: "https://filo.test/console/inbox", visibilityState: "hidden" }]);
    await push(notice);
    expect(shown).toMatchObject([
      { title: "Ada", body: "Ciao", tag: "cnv_1", renotify: true, data: { url: "/console/inbox/cnv_1" } },
    ]);
  });

  it("is not shown over a console that is looked at, but where the browser insists", async () => {
    const windows = [{ url: "https://filo.test/console/contacts", visibilityState: "visible" }];
    const quiet = scene(windows);
    await quiet.push(notice);
    expect(quiet.shown).toEqual([]);
    const safari = scene(windows, iphone);
    await safari.push(notice);
    expect(safari.shown).toHaveLength(1);
  });

  it("is shown somehow, whatever it carries", async () => {
    const { push, shown } = scene([]);
    await push(null);
    expect(shown).toMatchObject([{ title: "Filo" }]);
  });
});

describe("a browser's new address", () => {
  it("is told to the server together with the one it replaces", async () => {
    const { scope } = scene([]);
    const asked: unknown[] = [];
    vi.stubGlobal("fetch", async (url: string, init: RequestInit) => void asked.push([url, JSON.parse(String(init.body))]));
    const renewed = { endpoint: "https://push.example.com/new", keys: { p256dh: "p", auth: "a" } };
    Object.assign(scope.registration, { pushManager: { subscribe: async () => ({ toJSON: () => renewed }) } });
    const oldSubscription = { endpoint: "https://push.example.com/old", options: { applicationServerKey: new ArrayBuffer(65) } };
    await renewSubscription(scope, { oldSubscription } as never);
    expect(asked).toEqual([["/api/push-subscriptions", { ...renewed, replaces: oldSubscription.endpoint }]]);
  });
});

describe("a click on it", () => {
  it("opens the conversation in the console that is open", async () => {
    const { click, told, opened } = scene([
      { url: "https://filo.test/console/sign-in", visibilityState: "visible" },
      { url: "https://filo.test/console/agents", visibilityState: "hidden" },
    ]);
    await click({ url: "/console/inbox/cnv_1" });
    expect([told, opened]).toEqual([[{ open: "/console/inbox/cnv_1" }], []]);
  });

  it.each([
    ["/console/inbox/cnv_1", "/console/inbox/cnv_1"],
    ["https://evil.example/console", "/console/inbox"],
    ["/console//evil.example", "/console/inbox"],
    [null, "/console/inbox"],
  ])("or a new one, for %s", async (url, wanted) => {
    const { click, opened } = scene([]);
    await click({ url });
    expect(opened).toEqual([wanted]);
  });
});
