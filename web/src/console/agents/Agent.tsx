import "./agents.css";
import { A, useParams } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import ExternalLink from "lucide-solid/icons/external-link";
import { Show, Suspense, type Accessor, type JSX } from "solid-js";
import type { Agent as AgentData } from "../../../../schema/contract/agents.ts";
import { agentWords } from "../../i18n/agentWords.ts";
import { t } from "../../i18n/text.ts";
import { agentSections, paths, type AgentSection } from "../../paths.ts";
import { Chip } from "../../ui/Chip.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { LinkTabs } from "../../ui/LinkTabs.tsx";
import { Note, ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
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

const Head = (props: { agent: Accessor<AgentData | undefined> }): JSX.Element => (
  <header class="page-head">
    <A class="button quiet icon back" href={paths.agents()} aria-label={t().common.back}>
      <ArrowLeft size={20} />
    </A>
    <h1>{props.agent()?.name ?? "…"}</h1>
    <Show when={props.agent()}>
      {(agent) => (
        <>
          <Chip tone={agent().isActive ? "ai" : "plain"}>{agent().isActive ? t().agents.active : t().agents.inactive}</Chip>
          <a class="agent-page" href={paths.publicPage(agent().slug)} target="_blank" rel="noopener">
            /ai/{agent().slug}
            <ExternalLink size={14} />
            <span class="only-spoken">{t().agents.openPage}</span>
          </a>
        </>
      )}
    </Show>
  </header>
);

export default function Agent(): JSX.Element {
  const params = useParams<{ agentId: string; section?: string }>();
  const agent = createAgent(() => params.agentId);
  const section = () => agentSections.find((known) => known === params.section) ?? "basics";
  return (
    <div class="page">
      <Head agent={agent.data} />
      <Show
        when={agent.problem()?.key !== "not_found"}
        fallback={
          <EmptyState title={t().problems.byKey.not_found}>
            <A class="button" href={paths.agents()}>
              {t().agents.title}
            </A>
          </EmptyState>
        }
      >
        <ProblemNote problem={agent.problem()} onRetry={() => void agent.refetch()} />
        <Show when={agent.isFirstLoad()}>
          <SkeletonRows count={6} />
        </Show>
        <Show when={agent.data()?.id} keyed>
          {(_id) => <Show when={agent.data()}>{(known) => <AgentEditor agent={known()} section={section()} />}</Show>}
        </Show>
      </Show>
    </div>
  );
}
