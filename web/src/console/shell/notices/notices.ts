import type { QueryClient } from "@tanstack/solid-query";
import { createSignal, type Accessor } from "solid-js";
import type { Session } from "../../../../../schema/contract/auth.ts";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import type { ConsoleEvent } from "../../../../../schema/contract/live.ts";
import { keys } from "../../../api/keys.ts";
import { openConversation } from "../openConversation.ts";
import { isVisible } from "../visibility.ts";
import { browserSettings, changeSettings, permission } from "./browserSettings.ts";
import { concernOf, type Concern } from "./concern.ts";
import { confirmPush } from "./push.ts";
import { showNotice } from "./show.ts";
import { playSound } from "./sound.ts";

export interface Notices {
  /** To be told of each event before it is applied. */
  heard(event: ConsoleEvent): void;
  /** The live room was opened, again or for the first time. */
  connected(): void;
  /** Whether to offer notifications now: a first message has come, and nobody has answered the question yet. */
  isAsking: Accessor<boolean>;
  answered(): void;
}

const conversationOf = (event: ConsoleEvent): string | undefined =>
  event.type === "CONVERSATION_UPDATE" ? event.conversation.id : "conversationId" in event ? event.conversationId : undefined;

const mayAsk = (): boolean => permission() === "default" && !browserSettings().wasAsked && !browserSettings().isOn;

/** Tells the reader what happens while they look elsewhere: a sound, a notification of this page, or the browser's push service. */
export const makeNotices = (client: QueryClient, open: (href: string) => void): Notices => {
  const [isAsking, setAsking] = createSignal(false);

  const tell = (concern: Concern, contactName: string | undefined) => {
    const { isOn, hasSound, isPushed } = browserSettings();
    const isSeen = isVisible() && openConversation() === concern.conversationId;
    if (hasSound && !isSeen) playSound();
    if (isOn && !isPushed && !isVisible() && permission() === "granted") void showNotice(concern, contactName, open);
  };

  return {
    heard(event) {
      const session = client.getQueryData<Session>(keys.session);
      const id = conversationOf(event);
      if (!session || id === undefined) return;
      const held = client.getQueryData<Conversation>(keys.conversation(id));
      if (event.type === "NEW_MESSAGE" && mayAsk()) setAsking(true);
      const concern = concernOf(event, held, { userId: session.user.id, what: browserSettings().what });
      if (concern) tell(concern, event.type === "CONVERSATION_UPDATE" ? event.conversation.contactName : held?.contactName);
    },
    connected() {
      const { isOn, what } = browserSettings();
      if (!isOn || permission() !== "granted") return;
      confirmPush(what).then(
        (isPushed) => isPushed !== browserSettings().isPushed && changeSettings({ isPushed }),
        () => undefined,
      );
    },
    isAsking: () => isAsking() && mayAsk(),
    answered: () => setAsking(false),
  };
};
