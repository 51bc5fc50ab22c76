import { useQueryClient } from "@tanstack/solid-query";
import { call } from "../../../api/client.ts";
import { asProblem } from "../../../api/problem.ts";
import { problemText } from "../../../api/problemText.ts";
import { contactWords } from "../../../i18n/contactWords.ts";
import { showToast } from "../../../ui/toasts.ts";

/** Takes a merge back, also from a toast that outlives the page it was asked on. @returns whether it was done */
export const useUndoMerge = (): ((contactId: string, mergeId: string) => Promise<boolean>) => {
  const client = useQueryClient();
  return async (contactId, mergeId) => {
    try {
      await call("POST /api/contacts/{id}/merges/{mergeId}/undo", { params: { id: contactId, mergeId } });
    } catch (thrown) {
      showToast({ tone: "problem", text: problemText(asProblem(thrown)) });
      return false;
    }
    // Threads, lists and both cards have changed: there is little that has not.
    void client.invalidateQueries();
    showToast({ text: contactWords().merge.undone });
    return true;
  };
};
