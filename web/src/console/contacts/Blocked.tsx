import { Show, type JSX } from "solid-js";
import type { Contact } from "../../../../schema/contract/contacts.ts";
import { headWords } from "../../i18n/headWords.ts";
import { Button } from "../../ui/Button.tsx";
import { Note } from "../../ui/Note.tsx";
import { useBlock } from "../inbox/head/block.tsx";

const blockOf = (props: { contact: Contact }) =>
  useBlock(() => ({ contactId: props.contact.id, name: props.contact.displayName }));

/** That nobody hears from them any more, and how to let them in again. */
export const BlockedNote = (props: { contact: Contact }): JSX.Element => {
  const block = blockOf(props);
  return (
    <Show when={props.contact.blockedAt}>
      <Note
        tone="red"
        action={
          <Button class="slim" why={block.mayNot()} isBusy={block.isRunning()} onClick={() => block.unblock()}>
            {headWords().unblock}
          </Button>
        }
      >
        {headWords().blockedNote}
      </Note>
    </Show>
  );
};

/** Not to hear from them any more, in any conversation. */
export const BlockContact = (props: { contact: Contact }): JSX.Element => {
  const block = blockOf(props);
  return (
    <Show when={!props.contact.blockedAt}>
      <Button tone="danger" why={block.mayNot()} onClick={() => block.ask()}>
        {headWords().block}
      </Button>
      <block.Question />
    </Show>
  );
};
