import { Show, type JSX } from "solid-js";
import type { Contact } from "../../../../../schema/contract/contacts.ts";
import { t } from "../../../i18n/text.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { Button } from "../../../ui/Button.tsx";
import { LevelChip } from "../../../ui/Chip.tsx";

/** Whom the conversation is with. */
export const ChosenPerson = (props: { contact: Contact; onChange: (() => void) | undefined }): JSX.Element => (
  <div class="start-chosen">
    <span class="only-spoken">{t().inboxList.startTo}</span>
    <Avatar name={props.contact.displayName} />
    <span class="start-words">
      <span class="truncate" dir="auto">
        {props.contact.displayName}
      </span>
      <span class="small soft truncate">{props.contact.phone ?? props.contact.email}</span>
    </span>
    <LevelChip level={props.contact.level} />
    <Show when={props.onChange}>
      {(change) => (
        <Button tone="quiet" class="slim" onClick={() => change()()}>
          {t().inboxList.startChange}
        </Button>
      )}
    </Show>
  </div>
);
