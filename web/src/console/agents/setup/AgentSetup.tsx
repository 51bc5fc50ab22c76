import "../agents.css";
import "./setup.css";
import { useNavigate, useParams } from "@solidjs/router";
import Check from "lucide-solid/icons/check";
import { createEffect, For, on, Show, Suspense, type JSX } from "solid-js";
import type { Agent as AgentData } from "../../../../../schema/contract/agents.ts";
import { agentWords } from "../../../i18n/agentWords.ts";
import { t } from "../../../i18n/text.ts";
import { paths, setupSteps, type SetupStep } from "../../../paths.ts";
import { Button } from "../../../ui/Button.tsx";
import { ProblemNote } from "../../../ui/Note.tsx";
import { SkeletonRows } from "../../../ui/Skeleton.tsx";
import { useMayNot } from "../../shell/session.ts";
import { AgentFrame } from "../AgentFrame.tsx";
import { ConflictDialog } from "../ConflictDialog.tsx";
import { createAgent } from "../data.ts";
import { createEditor } from "../createEditor.ts";
import { EditorProvider, useEditor } from "../editor.ts";
import { KeptWords } from "../publish/DraftBar.tsx";
import { Warnings } from "../publish/Warnings.tsx";
import { Section } from "../Section.tsx";
import { firstOpenStep, isStepDone, rememberStep, rememberedStep } from "./steps.ts";
import { lateSection } from "../../shell/late/late.tsx";

const PromptPreview = lateSection(() => import("../PromptPreview.tsx"));

const Steps = (props: { step: SetupStep }): JSX.Element => {
  const { agent, form } = useEditor();
  return (
    <nav aria-label={agentWords().setupSteps}>
      <ol class="setup-steps">
        <For each={setupSteps}>
          {(step, at) => (
            <li>
              <a
                class="setup-step"
                classList={{ done: isStepDone(step, form, agent()) }}
                href={paths.agentSetup(agent().id, step)}
                aria-current={step === props.step ? "step" : undefined}
                noScroll
              >
                <span class="setup-mark numbers" aria-hidden="true">
                  <Show when={isStepDone(step, form, agent()) && step !== props.step} fallback={at() + 1}>
                    <Check size={14} />
                  </Show>
                </span>
                <span class="setup-name">{t().agents.sections[step]}</span>
                <Show when={isStepDone(step, form, agent())}>
                  <span class="only-spoken">({agentWords().setupDone})</span>
                </Show>
              </a>
            </li>
          )}
        </For>
      </ol>
    </nav>
  );
};

const Foot = (props: { step: SetupStep }): JSX.Element => {
  const editor = useEditor();
  const navigate = useNavigate();
  const mayNot = useMayNot("write");
  const at = () => setupSteps.indexOf(props.step);
  const go = (by: 1 | -1) => navigate(paths.agentSetup(editor.agent().id, setupSteps[at() + by] ?? props.step));
  const why = () => mayNot() ?? (editor.form.instructions.trim() ? undefined : agentWords().setupNoInstructions);
  const publish = async () => {
    const { id } = editor.agent();
    editor.set("isActive", true);
    if (await editor.publish()) navigate(paths.agent(id), { replace: true });
    else editor.set("isActive", false);
  };
  const leave = async () => {
    await editor.keepNow();
    navigate(paths.agents());
  };
  return (
    <footer class="setup-foot">
      <p class="draft-words">
        <span class="small soft numbers">{agentWords().setupStep(at() + 1, setupSteps.length)}</span>
        <KeptWords />
      </p>
      <Button tone="quiet" title={agentWords().setupLaterHelp} onClick={() => void leave()}>
        {agentWords().setupLater}
      </Button>
      <Show when={at() > 0}>
        <Button onClick={() => go(-1)}>{agentWords().setupBack}</Button>
      </Show>
      <Show
        when={at() < setupSteps.length - 1}
        fallback={
          <Button tone="primary" why={why()} isBusy={editor.isPublishing()} onClick={() => void publish()}>
            {agentWords().publishOn}
          </Button>
        }
      >
        <Button tone="primary" onClick={() => go(1)}>
          {agentWords().setupNext}
        </Button>
      </Show>
    </footer>
  );
};

const hasPreview = (step: SetupStep) => step === "basics" || step === "levels" || step === "limits";

const Setup = (props: { agent: AgentData; step: SetupStep }): JSX.Element => {
  const editor = createEditor(() => props.agent);
  return (
    <EditorProvider value={editor}>
      <Steps step={props.step} />
      <div class="agent" classList={{ "with-preview": hasPreview(props.step) }}>
        <div class="agent-form">
          <p class="setup-lead">{agentWords().steps[props.step]}</p>
          <ProblemNote problem={editor.problem()} />
          <Section name={props.step} />
          <Show when={props.step === "try"}>
            <section class="panel">
              <h2>{agentWords().setupWarnings}</h2>
              <Warnings />
            </section>
          </Show>
        </div>
        <Show when={hasPreview(props.step)}>
          <Suspense fallback={<SkeletonRows kind="line" count={8} />}>
            <PromptPreview />
          </Suspense>
        </Show>
      </div>
      <Foot step={props.step} />
      <ConflictDialog />
    </EditorProvider>
  );
};

/** Making an agent, one thing at a time. Everything is kept on the way, and it answers nobody before it is published. */
export default function AgentSetup(): JSX.Element {
  const params = useParams<{ agentId: string; step?: string }>();
  const navigate = useNavigate();
  const agent = createAgent(() => params.agentId);
  const step = () => setupSteps.find((known) => known === params.step) ?? "basics";
  createEffect(
    on(
      () => agent.data()?.id,
      (id) => {
        const found = agent.data();
        if (!id || !found || params.step !== undefined) return;
        const next = rememberedStep(id) ?? firstOpenStep(found);
        if (next !== "basics") navigate(paths.agentSetup(id, next), { replace: true });
      },
    ),
  );
  createEffect(() => params.step !== undefined && rememberStep(params.agentId, step()));
  const name = () => agent.data()?.draft?.fields.name || (agent.data()?.name ?? "…");
  return (
    <AgentFrame agent={agent} title={agentWords().setupTitle(name())}>
      {(known) => <Setup agent={known()} step={step()} />}
    </AgentFrame>
  );
}
