import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, type JSX } from "solid-js";
import type { Contact } from "../../../../../schema/contract/contacts.ts";
import { createAction } from "../../../api/action.ts";
import { call } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { problemText } from "../../../api/problemText.ts";
import { privacyWords } from "../../../i18n/privacyWords.ts";
import { Button } from "../../../ui/Button.tsx";
import { ConfirmByName } from "../../../ui/ConfirmByName.tsx";
import { showToast } from "../../../ui/toasts.ts";
import { forgetContact } from "../../../realtime/forget.ts";
import { useMayNot } from "../../shell/session.ts";

/** All of a person, for good: what goes is said first, and their name has to be typed. */
export const EraseContact = (props: { contact: Contact }): JSX.Element => {
  const client = useQueryClient();
  const mayNot = useMayNot("manage");
  const [isAsking, setAsking] = createSignal(false);
  const erase = createAction((id: string) => call("DELETE /api/contacts/{id}", { params: { id } }), {
    done(_nothing, id) {
      setAsking(false);
      forgetContact(client, id);
      for (const queryKey of [keys.contacts, keys.conversations]) void client.invalidateQueries({ queryKey });
    },
    failed: (problem) => showToast({ tone: "problem", text: problemText(problem) }),
  });
  return (
    <>
      <Button tone="danger" why={mayNot()} onClick={() => setAsking(true)}>
        {`${privacyWords().erase}…`}
      </Button>
      <ConfirmByName
        isOpen={isAsking()}
        onClose={() => setAsking(false)}
        onConfirm={() => void erase.run(props.contact.id)}
        title={privacyWords().erase}
        consequence={privacyWords().eraseConsequence}
        confirm={privacyWords().eraseNow}
        name={props.contact.displayName}
        isBusy={erase.isRunning()}
      />
    </>
  );
};
