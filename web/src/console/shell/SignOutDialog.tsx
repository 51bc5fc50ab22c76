import { createMemo, Show, type JSX } from "solid-js";
import { createAction } from "../../api/action.ts";
import { shellWords } from "../../i18n/shellWords.ts";
import { t } from "../../i18n/text.ts";
import { keptOutgoing } from "../../realtime/keptOutgoing.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { isOnline } from "./network.ts";
import { signOut } from "./session.ts";

/** What signing out now would cost, or why it can't be done: without a connection the session would stay open behind the sign-in page. */
export default function SignOutDialog(props: { onClose(): void }): JSX.Element {
  const words = () => shellWords().signingOut;
  const unsent = createMemo(() => keptOutgoing(localStorage).length);
  const leaving = createAction(() => signOut());
  return (
    <Dialog
      isOpen
      onClose={() => props.onClose()}
      title={words().title}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{words().stay}</Button>
          <Button
            tone="danger"
            why={isOnline() ? undefined : words().offline}
            isBusy={leaving.isRunning()}
            onClick={() => void leaving.run(undefined)}
          >
            {unsent() > 0 ? words().leaveAndLose : t().account.signOut}
          </Button>
        </>
      }
    >
      <ProblemNote problem={leaving.problem()} />
      <Show when={!isOnline()}>
        <p>{words().offline}</p>
      </Show>
      <Show when={unsent() > 0}>
        <p>{words().unsent(unsent())}</p>
      </Show>
    </Dialog>
  );
}
