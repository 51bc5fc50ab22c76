import { createEffect, createSignal, For, on, Show, type JSX } from "solid-js";
import { settingsWords } from "../../i18n/settingsWords.ts";
import { t } from "../../i18n/text.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";

interface CopyDayDialogProps {
  /** Which day's hours; undefined while it is closed. */
  from: number | undefined;
  onClose(): void;
  onCopy(from: number, days: number[]): void;
}

const week = [0, 1, 2, 3, 4, 5, 6];

/** Which other days get the hours of one; the working days are chosen to begin with. */
export const CopyDayDialog = (props: CopyDayDialogProps): JSX.Element => {
  const [chosen, setChosen] = createSignal<readonly number[]>([]);
  createEffect(
    on(
      () => props.from,
      (from) => setChosen(week.filter((day) => day < 5 && day !== from)),
    ),
  );
  const turn = (day: number) =>
    setChosen((known) => (known.includes(day) ? known.filter((other) => other !== day) : [...known, day]));
  return (
    <Dialog
      isOpen={props.from !== undefined}
      onClose={() => props.onClose()}
      title={settingsWords().copyDayTitle(settingsWords().days[props.from ?? 0] ?? "")}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t().common.cancel}</Button>
          <Button
            tone="primary"
            why={chosen().length > 0 ? undefined : settingsWords().copyDayNone}
            onClick={() => props.from !== undefined && props.onCopy(props.from, [...chosen()])}
          >
            {settingsWords().copyDayDo}
          </Button>
        </>
      }
    >
      <div class="hours-copy">
        <For each={week}>
          {(day) => (
            <Show when={day !== props.from}>
              <label class="choice">
                <input type="checkbox" checked={chosen().includes(day)} onChange={() => turn(day)} />
                {settingsWords().days[day]}
              </label>
            </Show>
          )}
        </For>
      </div>
    </Dialog>
  );
};
