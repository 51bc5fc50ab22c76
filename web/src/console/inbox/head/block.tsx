import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, Show, type Accessor, type JSX } from "solid-js";
import { createAction } from "../../../api/action.ts";
import { call } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { problemText } from "../../../api/problemText.ts";
import { headWords } from "../../../i18n/headWords.ts";
import { ConfirmByName } from "../../../ui/ConfirmByName.tsx";
import { showToast } from "../../../ui/toasts.ts";
import { useKeepContact } from "../../contacts/data.ts";
import { useMayNot } from "../../shell/session.ts";

interface Blocked {
  contactId: string;
  name: string;
}

interface Block {
  /** Asks by name, then blocks. */
  ask(): void;
  unblock(): void;
  isRunning: Accessor<boolean>;
  mayNot: Accessor<string | undefined>;
  /** The question, while it is asked: to be put somewhere on the page. */
  Question(): JSX.Element;
}

/** Blocking a person, in all their conversations, and letting them in again. */
export const useBlock = (who: Accessor<Blocked>): Block => {
  const client = useQueryClient();
  const keep = useKeepContact();
  const mayNot = useMayNot("write");
  const [isAsking, setAsking] = createSignal(false);
  const set = createAction(
    ({ contactId, blocked }: Blocked & { blocked: boolean }) =>
      call("PUT /api/contacts/{id}/block", { params: { id: contactId }, body: { blocked } }),
    {
      done(contact, { blocked, ...person }) {
        setAsking(false);
        keep(contact);
        void client.invalidateQueries({ queryKey: ["conversation"] });
        void client.invalidateQueries({ queryKey: keys.conversations });
        showToast({
          text: blocked ? headWords().blockedDone(person.name) : headWords().unblockedDone(person.name),
          undo: () => void set.run({ ...person, blocked: !blocked }),
        });
      },
      failed: (problem) => showToast({ tone: "problem", text: problemText(problem) }),
    },
  );
  return {
    ask: () => setAsking(true),
    unblock: () => void set.run({ ...who(), blocked: false }),
    isRunning: set.isRunning,
    mayNot,
    Question: () => (
      <Show when={isAsking()}>
        <ConfirmByName
          isOpen
          title={headWords().blockTitle(who().name)}
          consequence={headWords().blockHelp}
          confirm={headWords().blockConfirm}
          name={who().name}
          isBusy={set.isRunning()}
          onClose={() => setAsking(false)}
          onConfirm={() => void set.run({ ...who(), blocked: true })}
        />
      </Show>
    ),
  };
};
