import { useQueryClient } from "@tanstack/solid-query";
import { createContext, createEffect, onCleanup, useContext } from "solid-js";
import { call } from "../../api/client.ts";
import { applyEvent, readAgain } from "../../realtime/apply.ts";
import { makeSender, type Sender } from "../../realtime/sender.ts";
import { openLive, type LiveState } from "../../realtime/socket.ts";
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

/** Opens the console's live room for as long as the shell is on screen, and the lanes that send what is written here. */
export const createLine = (): Line => {
  const client = useQueryClient();
  const sender = makeSender({
    client,
    post: ({ conversationId, clientMessageId, text }) =>
      call("POST /api/conversations/{id}/send", { params: { id: conversationId }, body: { messageText: text, clientMessageId } }),
    now: () => new Date().toISOString(),
    newId: () => crypto.randomUUID(),
    storage: localStorage,
  });
  const live = openLive(socketUrl(), {
    event(event) {
      applyEvent(client, event, openConversation());
      announce(event);
    },
    gap() {
      readAgain(client);
      sender.wake();
    },
  });
  createEffect(() => {
    if (isOnline()) sender.wake();
  });
  onCleanup(live.close);
  return { state: live.state, sender };
};
