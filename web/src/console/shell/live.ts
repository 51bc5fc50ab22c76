import { useQueryClient } from "@tanstack/solid-query";
import { createContext, createEffect, createSignal, onCleanup, untrack, useContext, type Accessor } from "solid-js";
import { keys } from "../../api/keys.ts";
import { applyEvent, readAgain } from "../../realtime/apply.ts";
import { postOutgoing } from "../../realtime/postOutgoing.ts";
import { makeSender, type Sender } from "../../realtime/sender.ts";
import { openLive, type Live, type LiveState } from "../../realtime/socket.ts";
import { announce } from "./announcer.ts";
import { isOnline } from "./network.ts";
import { openConversation } from "./openConversation.ts";

interface Line {
  state: () => LiveState;
  sender: Sender;
}

const LiveContext = createContext<Line>();

export const LiveProvider = LiveContext.Provider;

export const useLive = (): Line => {
  const line = useContext(LiveContext);
  if (!line) throw new Error("The live line is only there inside the console's shell");
  return line;
};

const socketUrl = () => `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/socket`;

/**
 * Opens the console's live room once somebody is known to be signed in, for as long as the shell is on screen, and the lanes
 * that send what is written here.
 */
export const createLine = (isSignedIn: Accessor<boolean>): Line => {
  const client = useQueryClient();
  const [live, setLive] = createSignal<Live>();
  const sender = makeSender({
    client,
    post: postOutgoing,
    now: () => new Date().toISOString(),
    newId: () => crypto.randomUUID(),
    storage: localStorage,
  });
  const open = () =>
    openLive(socketUrl(), {
      event(event) {
        applyEvent(client, event, openConversation());
        announce(event);
      },
      gap() {
        readAgain(client);
        sender.wake();
      },
      lost: () => void client.invalidateQueries({ queryKey: keys.session }),
    });
  createEffect(() => {
    if (isSignedIn() && !untrack(live)) setLive(untrack(open));
  });
  createEffect(() => {
    if (isOnline() && isSignedIn()) sender.wake();
  });
  onCleanup(() => live()?.close());
  return { state: () => live()?.state() ?? "connecting", sender };
};
