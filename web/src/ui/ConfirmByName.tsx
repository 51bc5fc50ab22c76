import { createSignal, type JSX } from "solid-js";
import { t } from "../i18n/text.ts";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { TextField } from "./TextField.tsx";

interface ConfirmByNameProps {
  isOpen: boolean;
  onClose(): void;
  onConfirm(): void;
  title: string;
  consequence: string;
  name: string;
  /** What the button says that does it; to delete, unless said. */
  confirm?: string;
  isBusy?: boolean;
}

/** For what can't be undone: the name of what goes away has to be typed. */
export const ConfirmByName = (props: ConfirmByNameProps): JSX.Element => {
  const [typed, setTyped] = createSignal("");
  const matches = () => typed().trim() === props.name.trim();
  const close = () => {
    setTyped("");
    props.onClose();
  };
  return (
    <Dialog
      isOpen={props.isOpen}
      onClose={close}
      title={props.title}
      actions={
        <>
          <Button onClick={close}>{t().common.cancel}</Button>
          <Button
            tone="danger"
            isBusy={props.isBusy ?? false}
            why={matches() ? undefined : t().common.nameDoesNotMatch}
            onClick={() => props.onConfirm()}
          >
            {props.confirm ?? t().common.delete}
          </Button>
        </>
      }
    >
      <p>{props.consequence}</p>
      <TextField label={t().common.typeNameToConfirm(props.name)} value={typed()} onInput={setTyped} autocomplete="off" />
    </Dialog>
  );
};
