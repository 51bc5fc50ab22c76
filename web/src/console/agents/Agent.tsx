import "./agents.css";
import { A, useParams } from "@solidjs/router";
import ExternalLink from "lucide-solid/icons/external-link";
import { Show, Suspense, type JSX } from "solid-js";
import type { Agent as AgentData } from "../../../../schema/contract/agents.ts";
import { agentWords } from "../../i18n/agentWords.ts";
import { t } from "../../i18n/text.ts";
import { agentSections, paths, type AgentSection } from "../../paths.ts";
import { Chip } from "../../ui/Chip.tsx";
import { LinkTabs } from "../../ui/LinkTabs.tsx";
import { Note, ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { AgentFrame } from "./AgentFrame.tsx";
import { ConflictDialog } from "./ConflictDialog.tsx";
import { createAgent } from "./data.ts";
import { DeleteAgent } from "./DeleteAgent.tsx";
import { createEditor } from "./createEditor.ts";
import { EditorProvider, useEditor } from "./editor.ts";
import { DraftBar } from "./publish/DraftBar.tsx";
import { Section } from "./Section.tsx";
import { lateSection } from "../shell/late/late.tsx";

const PromptPreview = lateSection(() => import("./PromptPreview.tsx"));

/** The sections whose fields end up in the prompt, or change how it is used. */
const hasPreview = (section: AgentSection) => section === "basics" || section === "levels" || section === "limits";

const Unfinished = (): JSX.Element => {
  const { agent, isNew } = useEditor();
  return (
    <Show when={isNew()}>
      <Note tone="info" action={<A href={paths.agentSetup(agent().id)}>{agentWords().goOn}</A>}>
        {agentWords().unfinishedNote}
      </Note>
    </Show>
  );
};

const AgentEditor = (props: { agent: AgentData; section: AgentSection }): JSX.Element => {
  const editor = createEditor(() => props.agent);
  return (
    <EditorProvider value={editor}>
      <LinkTabs
        label={t().agents.sectionsLabel}
        tabs={agentSections.map((section) => ({
          href: paths.agent(props.agent.id, section),
          label: t().agents.sections[section],
          isCurrent: section === props.section,
        }))}
      />
      <div class="agent" classList={{ "with-preview": hasPreview(props.section) }}>
        <div class="agent-form">
          <Unfinished />
          <ProblemNote problem={editor.problem()} />
          <Section name={props.section} />
          <Show when={props.section === "basics"}>
            <DeleteAgent />
          </Show>
        </div>
        <Show when={hasPreview(props.section)}>
          <Suspense fallback={<SkeletonRows kind="line" count={8} />}>
            <PromptPreview />
          </Suspense>
        </Show>
      </div>
      <DraftBar />
      <ConflictDialog />
    </EditorProvider>
  );
};

const State = (props: { agent: AgentData }): JSX.Element => (
  <>
    <Chip tone={props.agent.isActive ? "ai" : "plain"}>{props.agent.isActive ? t().agents.active : t().agents.inactive}</Chip>
    <a class="agent-page" href={paths.publicPage(props.agent.slug)} target="_blank" rel="noopener">
      /ai/{props.agent.slug}
      <ExternalLink size={14} />
      <span class="only-spoken">{t().agents.openPage}</span>
    </a>
  </>
);

export default function Agent(): JSX.Element {
  const params = useParams<{ agentId: string; section?: string }>();
  const agent = createAgent(() => params.agentId);
  const section = () => agentSections.find((known) => known === params.section) ?? "basics";
  return (
    <AgentFrame
      agent={agent}
      title={agent.data()?.name ?? "…"}
      beside={<Show when={agent.data()}>{(known) => <State agent={known()} />}</Show>}
    >
      {(known) => <AgentEditor agent={known()} section={section()} />}
    </AgentFrame>
  );
}
