import { createSignal, type JSX } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import { headWords } from "../../../i18n/headWords.ts";
import { t } from "../../../i18n/text.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { TextField } from "../../../ui/TextField.tsx";
import { fieldOf, pickedMoment, snoozeChoices } from "./snoozeChoices.ts";

interface SnoozeDialogProps {
  conversation: Conversation;
  /** The business's own, as the session says. */
  timeZone: string;
  isBusy: boolean;
  onClose(): void;
  onPick(at: number): void;
}

const minuteMs = 60_000;

/** Any day and time, for when the usual ones don't fit. */
export const SnoozeDialog = (props: SnoozeDialogProps): JSX.Element => {
  const usual = () => snoozeChoices(Date.now(), props.timeZone).find(({ choice }) => choice === "tomorrow")?.at ?? Date.now();
  const before = () => (props.conversation.snoozedUntil ? Date.parse(props.conversation.snoozedUntil) : usual());
  const [field, setField] = createSignal(fieldOf(before(), props.timeZone));
  const [isTried, setTried] = createSignal(false);
  const picked = () => pickedMoment(field(), Date.now(), props.timeZone);
  const error = () => {
    const found = picked();
    if (!isTried() || "at" in found) return undefined;
    return { missing: headWords().snoozeMissing, past: headWords().snoozePast, far: headWords().snoozeFar }[found.problem];
  };
  const submit = () => {
    setTried(true);
    const found = picked();
    if ("at" in found) props.onPick(found.at);
  };
  return (
    <Dialog
      isOpen
      onClose={props.onClose}
      title={headWords().snooze}
      actions={
        <>
          <Button onClick={props.onClose}>{t().common.cancel}</Button>
          <Button tone="primary" isBusy={props.isBusy} onClick={submit}>
            {headWords().snooze}
          </Button>
        </>
      }
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label={headWords().snoozeWhen}
          type="datetime-local"
          required
          autofocus
          step="60"
          min={fieldOf(Date.now() + minuteMs, props.timeZone)}
          value={field()}
          onInput={setField}
          error={error()}
          help={headWords().snoozeZone(props.timeZone.replace("_", " "))}
        />
      </form>
    </Dialog>
  );
};
