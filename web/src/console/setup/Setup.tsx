import "./setup.css";
import { A } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import CircleCheckBig from "lucide-solid/icons/circle-check-big";
import { Index, Show, type JSX } from "solid-js";
import type { Setup as SetupData } from "../../../../schema/contract/setup.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { setupWords } from "../../i18n/setupWords.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { useMayNot } from "../shell/session.ts";
import { createSetup } from "./data.ts";
import { doneOf, nextOf } from "./progress.ts";
import { Progress } from "./Progress.tsx";
import { StepRow } from "./StepRow.tsx";

const HideOrShow = (props: { setup: SetupData }): JSX.Element => {
  const client = useQueryClient();
  const mayNot = useMayNot("write");
  const turn = createAction((isHidden: boolean) => call("PATCH /api/setup", { body: { isHidden } }), {
    done: () => void client.invalidateQueries({ queryKey: keys.setup }),
  });
  return (
    <>
      <ProblemNote problem={turn.problem()} />
      <div class="form-actions">
        <Show when={props.setup.isHidden}>
          <p class="small soft">{setupWords().hidden}</p>
        </Show>
        <Button tone="quiet" why={mayNot()} isBusy={turn.isRunning()} onClick={() => void turn.run(!props.setup.isHidden)}>
          {props.setup.isHidden ? setupWords().show : setupWords().hide}
        </Button>
      </div>
    </>
  );
};

/** The first hour, step by step, each with what it needs right there. */
export default function Setup(): JSX.Element {
  const setup = createSetup(true);
  return (
    <div class="page narrow">
      <header class="page-head">
        <h1>{t().common.firstHour}</h1>
        <Show when={setup.data()}>{(known) => <Progress steps={known().steps} />}</Show>
      </header>
      <ProblemNote problem={setup.problem()} onRetry={() => void setup.refetch()} />
      <Show
        when={setup.data()}
        fallback={
          <Show when={setup.isFirstLoad()}>
            <SkeletonRows count={6} />
          </Show>
        }
      >
        {(known) => (
          <>
            <Show when={known().isDone} fallback={<p class="soft">{setupWords().lead}</p>}>
              <section class="panel">
                <EmptyState icon={<CircleCheckBig size={32} />} title={setupWords().allDone} help={setupWords().allDoneHelp}>
                  <A class="button primary" href={paths.inbox()}>
                    {setupWords().goInbox}
                  </A>
                </EmptyState>
              </section>
            </Show>
            <ol class="setup-steps">
              <Index each={known().steps}>
                {(step, at) => (
                  <StepRow
                    step={step()}
                    at={at + 1}
                    setup={known()}
                    isNext={step().key === nextOf(known().steps)?.key && doneOf(known().steps) < known().steps.length}
                  />
                )}
              </Index>
            </ol>
            <Show when={!known().isDone}>
              <HideOrShow setup={known()} />
            </Show>
          </>
        )}
      </Show>
    </div>
  );
}
