import { Show, createSignal, type Component, type JSX } from "solid-js";
import { render } from "solid-js/web";
import { PageProvider, type PageContext } from "../page.ts";
import { shareCode } from "../shareCode.ts";
import { Account } from "./Account.tsx";
import { Dock } from "./Dock.tsx";
import { Thread } from "./Thread.tsx";

type Dialog = Component<{ onClose: () => void }>;

/** The dialogs come when one is asked for: most visitors never do. */
const dialogs = {
  account: async (): Promise<Dialog> => (await import("./AccountDialog.tsx")).AccountDialog,
  whatsapp: async (): Promise<Dialog> => (await import("./WhatsappDialog.tsx")).WhatsappDialog,
};

const place = (id: string): HTMLElement => {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
};

/** Brings to life a page whose head, disclosure and greeting are already in its HTML. */
export const bringToLife = (parts: Omit<PageContext, "open">): void => {
  const [dialog, setDialog] = createSignal<Dialog>();
  const open: PageContext["open"] = (name) => void dialogs[name]().then((loaded) => setDialog(() => loaded));
  const within = (children: () => JSX.Element) => () => <PageProvider value={{ ...parts, open }}>{children()}</PageProvider>;
  render(
    within(() => <Account />),
    place("account"),
  );
  render(
    within(() => <Dock />),
    place("dock"),
  );
  render(
    within(() => <Thread scroller={place("scroll")} />),
    place("thread"),
  );
  render(
    within(() => (
      <Show when={dialog()} keyed>
        {(Shown) => <Shown onClose={() => setDialog(undefined)} />}
      </Show>
    )),
    place("dialogs"),
  );
  follow(parts.chat);
  if (parts.chat.info().customer && shareCode()) void import("../wishes/cameBy.ts").then(({ cameBy }) => cameBy(parts.chat.slug));
};

/** Starts the thread, and follows the browser coming and going: online, offline, back from another tab. */
const follow = (chat: PageContext["chat"]): void => {
  addEventListener("online", chat.wentOnline);
  addEventListener("offline", chat.wentOffline);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void chat.refreshInfo();
  });
  const token = new URL(location.href).searchParams.get("token");
  if (token === null) return chat.sync();
  // The token has done its work once it was read: neither history nor a shared link should carry it on.
  history.replaceState(null, "", location.pathname);
  void chat.confirmEmail(token);
};
