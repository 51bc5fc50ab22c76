import { call } from "../../../api/client.ts";
import { useLive } from "../../shell/live.ts";

/** Well within what the live room believes of somebody who said it once. */
const everyMs = 4_000;

interface Typed {
  conversationId(): string;
  /** Whether the customer may know it too: a note is nobody's business, and while the AI answers a person is not who writes. */
  isForCustomer(): boolean;
}

/** Says now and then that this user is writing: to colleagues who look at the conversation, and to the customer if it is for them. */
export const createTypingTeller = ({ conversationId, isForCustomer }: Typed): (() => void) => {
  const { sendFrame } = useLive();
  let saidAt = 0;
  return () => {
    if (Date.now() - saidAt < everyMs) return;
    saidAt = Date.now();
    sendFrame({ type: "TYPING", conversationId: conversationId() });
    if (!isForCustomer()) return;
    void call("POST /api/conversations/{id}/typing", { params: { id: conversationId() } }).catch(() => undefined);
  };
};
