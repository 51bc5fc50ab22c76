import Check from "lucide-solid/icons/check";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Match, Show, Switch, type JSX } from "solid-js";
import type { Setup, SetupStep } from "../../../../schema/contract/setup.ts";
import { momentOf } from "../../i18n/format.ts";
import { setupWords } from "../../i18n/setupWords.ts";
import { failureWordsOf } from "./failureWords.ts";
import { AgentBody, EchoBody, FirstBody, JoinBody, ModelBody, TwilioBody } from "./StepBodies.tsx";

/** Where a step stands, as a shape; the word is said beside it. */
const StepMark = (props: { state: SetupStep["state"]; at: number }): JSX.Element => (
  <span class={`setup-mark ${props.state}`} aria-hidden="true">
    <Switch fallback={props.at}>
      <Match when={props.state === "done"}>
        <Check size={16} />
      </Match>
      <Match when={props.state === "failed"}>
        <TriangleAlert size={16} />
      </Match>
    </Switch>
  </span>
);

/** Why a step is where it is, or what to do. */
const stepText = (step: SetupStep): string => {
  const words = setupWords().steps[step.key];
  if (step.state === "done") return words.done;
  if (step.reason === "send_failed" && step.code) return `${setupWords().reasons.send_failed} ${failureWordsOf(step.code)}`;
  return step.reason ? setupWords().reasons[step.reason] : words.todo;
};

const Body = (props: { step: SetupStep; setup: Setup }): JSX.Element => (
  <Switch>
    <Match when={props.step.key === "agent"}>
      <AgentBody setup={props.setup} />
    </Match>
    <Match when={props.step.key === "twilio"}>
      <TwilioBody setup={props.setup} />
    </Match>
    <Match when={props.step.key === "join"}>
      <JoinBody setup={props.setup} isWaiting={props.step.state === "doing"} />
    </Match>
    <Match when={props.step.key === "echo"}>
      <EchoBody setup={props.setup} />
    </Match>
    <Match when={props.step.key === "model_key"}>
      <ModelBody setup={props.setup} />
    </Match>
    <Match when={props.step.key === "first_conversation"}>
      <FirstBody setup={props.setup} />
    </Match>
  </Switch>
);

/** One step: open while it is what comes next or is broken, else one line that opens. */
export const StepRow = (props: { step: SetupStep; at: number; setup: Setup; isNext: boolean }): JSX.Element => (
  <li class="setup-step" classList={{ next: props.isNext }}>
    <details open={props.isNext || props.step.state === "failed" || props.step.state === "doing"}>
      <summary>
        <StepMark state={props.step.state} at={props.at} />
        <span class="setup-words-of">
          <strong>{setupWords().steps[props.step.key].title}</strong>
          <span class="only-spoken">, {setupWords().states[props.step.state]}</span>
          <span class="small soft" role={props.step.state === "done" ? "status" : undefined}>
            {props.step.state === "done" && props.step.at ? stepText(props.step).replace(/\.$/, "") : stepText(props.step)}
            <Show when={props.step.state === "done" && props.step.at}>{(at) => <> · {momentOf(at())}</>}</Show>
          </span>
        </span>
      </summary>
      <div class="setup-body">
        <Body step={props.step} setup={props.setup} />
      </div>
    </details>
  </li>
);
