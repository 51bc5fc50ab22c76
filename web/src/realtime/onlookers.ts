import { createSignal } from "solid-js";
import type { ConsoleEvent, Onlooker } from "../../../schema/contract/live.ts";

type OnlookersEvent = Extract<ConsoleEvent, { type: "ONLOOKERS" }>;

const [shown, setShown] = createSignal<Omit<OnlookersEvent, "type"> | null>(null);

const nobody: readonly Onlooker[] = [];

/** Which colleagues have this conversation open too, and who of them is writing. */
export const onlookersOf = (conversationId: string): readonly Onlooker[] => {
  const known = shown();
  return known?.conversationId === conversationId ? known.users : nobody;
};

export const noteOnlookers = ({ conversationId, users }: OnlookersEvent): void => void setShown({ conversationId, users });

/** After a gap nobody knows who is there, until the room says it again. */
export const forgetOnlookers = (): void => void setShown(null);
