import { useQueryClient } from "@tanstack/solid-query";
import type { Accessor } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import { createAction } from "../../../api/action.ts";
import { call } from "../../../api/client.ts";
import { problemText } from "../../../api/problemText.ts";
import { applyConversation } from "../../../realtime/apply.ts";
import { refreshCounts } from "../../../realtime/counts.ts";
import { showToast } from "../../../ui/toasts.ts";
import { useMayNot } from "../../shell/session.ts";
import { takenBack, type Arrangement } from "./arrangement.ts";

export interface Arrange {
  /** Arranges it, says so, and offers to take it back. */
  arrange(change: Arrangement, told?: string): Promise<Conversation | undefined>;
  isRunning: Accessor<boolean>;
  /** Why nothing can be arranged here; nothing when it can. */
  mayNot: Accessor<string | undefined>;
}

/** Assigning, labelling, snoozing, closing: done at once, taken back from the toast. */
export const useArrange = (conversation: Accessor<Conversation>): Arrange => {
  const client = useQueryClient();
  const mayNot = useMayNot("write");
  const change = createAction(
    ({ id, body }: { id: string; body: Arrangement; back?: Arrangement; told?: string | undefined }) =>
      call("PATCH /api/conversations/{id}", { params: { id }, body }),
    {
      done(arranged, { id, back, told }) {
        applyConversation(client, arranged, id);
        refreshCounts(client);
        if (told) showToast({ text: told, ...(back ? { undo: () => void change.run({ id, body: back }) } : {}) });
      },
      failed: (problem) => showToast({ tone: "problem", text: problemText(problem) }),
    },
  );
  return {
    async arrange(body, told) {
      const before = conversation();
      const why = mayNot();
      if (why) {
        showToast({ text: why });
        return undefined;
      }
      return change.run({ id: before.id, body, back: takenBack(before, body, Date.now()), told });
    },
    isRunning: change.isRunning,
    mayNot,
  };
};
