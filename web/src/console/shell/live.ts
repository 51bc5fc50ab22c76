import { useQueryClient } from "@tanstack/solid-query";
import { createContext, createEffect, createSignal, on, onCleanup, untrack, useContext, type Accessor } from "solid-js";
import type { ConsoleEvent, ConsoleFrame } from "../../../../schema/contract/live.ts";
import { keys } from "../../api/keys.ts";
import { Problem } from "../../api/problem.ts";
import { readFailedAgain } from "../../api/queryClient.ts";
import { applyEvent, readAgain } from "../../realtime/apply.ts";
import { forgetErased } from "../../realtime/forget.ts";
import { outgoingPrefix } from "../../realtime/keptOutgoing.ts";
import { postOutgoing } from "../../realtime/postOutgoing.ts";
import { makeSender, type Sender } from "../../realtime/sender.ts";
import { noteSetupNews } from "../../realtime/setupNews.ts";
import { openLive, type Live, type LiveState } from "../../realtime/socket.ts";
import { announce } from "./announcer.ts";
import { isOnline } from "./network.ts";
import { openConversation } from "./openConversation.ts";
import { isChecked } from "./session.ts";
import { isVisible } from "./visibility.ts";

interface Line {
  state: () => LiveState;
  sender: Sender;
  /** Says something to the live room, if it is open: who types says so again anyway. What is looked at is said by the shell. */
  sendFrame(frame: ConsoleFrame): void;
}

const LiveContext = createContext<Line>();

export const LiveProvider = LiveContext.Provider;

export const useLive = (): Line => {
  const line = useContext(LiveContext);
  if (!line) throw new Error("The live line is only there inside the console's shell");
  return line;
};

const socketUrl = () => `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/socket`;

/** What the reader has before their eyes: nothing while the console is hidden. */
const looking = (): ConsoleFrame => ({ type: "LOOKING", conversationId: isVisible() ? (openConversation() ?? null) : null });

interface Listening {
  /** Called with each event before it is applied. */
  before(event: ConsoleEvent): void;
  /** The room was opened, again or for the first time. */
  connected(): void;
}

/**
 * Opens the console's live room once somebody is known to be signed in, for as long as the shell is on screen, and the lanes
 * that send what is written here.
 */
export const createLine = (isSignedIn: Accessor<boolean>, listening: Listening): Line => {
  const client = useQueryClient();
  const [live, setLive] = createSignal<Live>();
  const sender = makeSender({
    client,
    post: async (message) => {
      if (!isChecked()) throw new Problem("offline", 0);
      return postOutgoing(message);
    },
    now: () => new Date().toISOString(),
    newId: () => crypto.randomUUID(),
    storage: localStorage,
  });
  const open = () =>
    openLive(socketUrl(), {
      event(event) {
        listening.before(event);
        applyEvent(client, event, openConversation());
        announce(event);
        noteSetupNews(client, event);
      },
      gap() {
        checkSession();
        readAgain(client);
        readFailedAgain(client);
        void forgetErased(client).catch(() => undefined);
        sender.wake();
        untrack(() => live()?.send(looking()));
        listening.connected();
      },
      lost: () => void client.invalidateQueries({ queryKey: keys.session }),
    });
  createEffect(() => {
    if (isSignedIn() && !untrack(live)) setLive(untrack(open));
  });
  /** A page that was opened without a network has given up asking: nothing goes out before it is known whose it is. */
  const checkSession = () => void (isChecked() || client.invalidateQueries({ queryKey: keys.session }));
  const onceBack = () => {
    checkSession();
    // The room may have outlived the gap, and then nothing else says that it is over.
    readFailedAgain(client);
  };
  createEffect(on(isOnline, (online) => online && onceBack(), { defer: true }));
  createEffect(() => {
    if (isOnline() && isSignedIn() && isChecked()) untrack(() => sender.wake());
  });
  createEffect(() => live()?.send(looking()));
  const heardElsewhere = ({ key, newValue }: StorageEvent) => {
    if (key?.startsWith(outgoingPrefix) && newValue === null) sender.forget(key.slice(outgoingPrefix.length));
  };
  window.addEventListener("storage", heardElsewhere);
  onCleanup(() => {
    window.removeEventListener("storage", heardElsewhere);
    live()?.close();
  });
  return { state: () => live()?.state() ?? "connecting", sender, sendFrame: (frame) => live()?.send(frame) };
};
