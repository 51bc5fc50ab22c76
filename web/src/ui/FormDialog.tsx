import { createUniqueId, type JSX } from "solid-js";
import type { Action } from "../api/action.ts";
import { t } from "../i18n/text.ts";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { ProblemNote } from "./Note.tsx";

interface FormDialogProps {
  isOpen: boolean;
  isWide?: boolean;
  title: string;
  /** What the submit button says. */
  submit: string;
  /** Why it can't be submitted now. */
  why?: string | undefined;
  /** What submitting does; while it runs the button waits, and what it fails with stands above the fields. */
  action: Pick<Action<undefined, unknown>, "run" | "isRunning" | "problem">;
  onClose(): void;
  children: JSX.Element;
}

/** A form in a dialog: it can be cancelled or submitted, and stays open, with the reason, when it is refused. */
export const FormDialog = (props: FormDialogProps): JSX.Element => {
  const formId = createUniqueId();
  return (
    <Dialog
      isOpen={props.isOpen}
      isWide={props.isWide ?? false}
      onClose={props.onClose}
      title={props.title}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t().common.cancel}</Button>
          <Button type="submit" form={formId} tone="primary" why={props.why} isBusy={props.action.isRunning()}>
            {props.submit}
          </Button>
        </>
      }
    >
      <form
        noValidate
        id={formId}
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!props.why && !props.action.isRunning()) void props.action.run(undefined);
        }}
      >
        <ProblemNote problem={props.action.problem()} />
        {props.children}
      </form>
    </Dialog>
  );
};
