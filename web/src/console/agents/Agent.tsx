import "./agents.css";
import { A, useParams } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import ExternalLink from "lucide-solid/icons/external-link";
import { lazy, Match, Show, Suspense, Switch, type Accessor, type JSX } from "solid-js";
import type { Agent as AgentData } from "../../../../schema/contract/agents.ts";
import { t } from "../../i18n/text.ts";
import { agentSections, paths, type AgentSection } from "../../paths.ts";
import { Chip } from "../../ui/Chip.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { LinkTabs } from "../../ui/LinkTabs.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { Basics } from "./Basics.tsx";
import { ConflictDialog } from "./ConflictDialog.tsx";
import { createAgent } from "./data.ts";
import { createEditor, EditorProvider } from "./editor.ts";
import { Levels } from "./Levels.tsx";
import { Limits } from "./Limits.tsx";
import { SaveBar } from "./SaveBar.tsx";

const PromptPreview = lazy(() => import("./PromptPreview.tsx"));
const Whatsapp = lazy(() => import("./Whatsapp.tsx"));
const Knowledge = lazy(() => import("./Knowledge.tsx"));
const TryIt = lazy(() => import("./TryIt.tsx"));

/** The sections whose fields end up in the prompt, or change how it is used. */
const hasPreview = (section: AgentSection) => section === "basics" || section === "levels" || section === "limits";

const Sections = (props: { section: AgentSection }): JSX.Element => (
  <Suspense fallback={<SkeletonRows count={3} />}>
    <Switch fallback={<Basics />}>
      <Match when={props.section === "levels"}>
        <Levels />
      </Match>
      <Match when={props.section === "limits"}>
        <Limits />
      </Match>
      <Match when={props.section === "whatsapp"}>
        <Whatsapp />
      </Match>
      <Match when={props.section === "knowledge"}>
        <Knowledge />
      </Match>
      <Match when={props.section === "try"}>
        <TryIt />
      </Match>
    </Switch>
  </Suspense>
);

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
          <ProblemNote problem={editor.problem()} />
          <Sections section={props.section} />
        </div>
        <Show when={hasPreview(props.section)}>
          <Suspense fallback={<SkeletonRows kind="line" count={8} />}>
            <PromptPreview />
          </Suspense>
        </Show>
      </div>
      <SaveBar />
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
