import { For, Show, type JSX } from "solid-js";
import type { Restore } from "../../../../schema/contract/backup.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { momentOf } from "../../i18n/format.ts";
import { sizeOf } from "../../i18n/measures.ts";
import { platformWords } from "../../i18n/platformWords.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { createRestores } from "./data.ts";
import { failureOf } from "./restoreFailure.ts";
import { RestorePanel } from "./RestorePanel.tsx";

const isEnded = ({ state }: Restore): boolean => state === "done" || state === "failed";

const Row = (props: { restore: Restore; onRemove(): void; isBusy: boolean }): JSX.Element => (
  <li class="platform-restore-row">
    <span class="platform-restore-name">
      {props.restore.tenantName ?? (isEnded(props.restore) ? platformWords().restoreRefused : platformWords().restoreUnread)}
      <span class="small soft">
        {momentOf(props.restore.createdAt)}
        <Show when={props.restore.totalBytes > 0}>{`, ${sizeOf(props.restore.totalBytes)}`}</Show>
      </span>
      <Show when={failureOf(props.restore)}>{(why) => <span class="small soft">{why()}</span>}</Show>
    </span>
    <Chip tone={props.restore.state === "failed" ? "red" : props.restore.state === "done" ? "ai" : "amber"}>
      {isEnded(props.restore) ? platformWords().restoreStates[props.restore.state] : platformWords().restoreUnfinished}
    </Chip>
    <Button tone="quiet" class="slim" isBusy={props.isBusy} onClick={() => props.onRemove()}>
      {isEnded(props.restore) ? platformWords().restorePutAway : platformWords().restoreGiveUp}
    </Button>
  </li>
);

/** Copies of businesses that come into this installation. */
export const Restores = (): JSX.Element => {
  const restores = createRestores();
  const all = () => restores.data()?.items ?? [];
  const remove = createAction((id: string) => call("DELETE /api/platform/restores/{id}", { params: { id } }), {
    done: () => void restores.refetch(),
  });
  return (
    <>
      <RestorePanel unfinished={all().filter((one) => !isEnded(one))} onChanged={() => void restores.refetch()} />
      <ProblemNote problem={restores.problem() ?? remove.problem()} />
      <Show when={all().length > 0}>
        <section class="panel">
          <h2>{platformWords().restoresOfLate}</h2>
          <ul class="platform-restores">
            <For each={all()}>
              {(one) => <Row restore={one} isBusy={remove.isRunning()} onRemove={() => void remove.run(one.id)} />}
            </For>
          </ul>
        </section>
      </Show>
    </>
  );
};
