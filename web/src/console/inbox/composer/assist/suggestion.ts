import { createSignal } from "solid-js";
import { createAction } from "../../../../api/action.ts";
import { call } from "../../../../api/client.ts";
import type { Problem } from "../../../../api/problem.ts";
import { problemText } from "../../../../api/problemText.ts";
import { threadWords } from "../../../../i18n/threadWords.ts";
import { showToast } from "../../../../ui/toasts.ts";
import { draftOf, keepDraft } from "../../drafts.ts";
import { isAway } from "./assistProblem.ts";

export const assistProblemText = (problem: Problem): string =>
  isAway(problem.key) ? threadWords().assist.away : problemText(problem);

/** Puts a suggestion where the message is written. Taken back only while nobody has changed it. */
const insert = (conversationId: string, text: string) => {
  const before = draftOf(conversationId);
  keepDraft(conversationId, text);
  showToast({
    text: threadWords().assist.suggested,
    undo: () => draftOf(conversationId) === text && keepDraft(conversationId, before),
  });
};

/**
 * What the AI would answer, on request. It goes into an empty composer by itself; where something is written it waits in
 * `offered()` until the writer decides.
 */
export const createSuggestion = (conversationId: () => string, onInserted: () => void) => {
  const [offered, setOffered] = createSignal<string | null>(null);
  const ask = createAction((id: string) => call("POST /api/conversations/{id}/suggestion", { params: { id } }), {
    done({ text }, id) {
      const words = text.trim();
      if (words === "") return showToast({ text: threadWords().assist.nothing });
      if (draftOf(id).trim() !== "") return void setOffered(words);
      insert(id, words);
      onInserted();
    },
    failed: (problem) => showToast({ tone: "problem", text: assistProblemText(problem) }),
  });
  const take = (how: (draft: string, words: string) => string) => {
    const words = offered();
    setOffered(null);
    if (words === null) return;
    insert(conversationId(), how(draftOf(conversationId()), words));
    onInserted();
  };
  return {
    isAsking: ask.isRunning,
    ask: () => void ask.run(conversationId()),
    offered,
    replace: () => take((_draft, words) => words),
    append: () => take((draft, words) => `${draft.trimEnd()}\n\n${words}`),
    leave: () => setOffered(null),
  };
};

export type SuggestionDesk = ReturnType<typeof createSuggestion>;
