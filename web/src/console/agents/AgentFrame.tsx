import { A } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import { Show, type Accessor, type JSX } from "solid-js";
import type { Agent } from "../../../../schema/contract/agents.ts";
import type { Cached } from "../../api/cached.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";

/** What stands around one agent: its head, and why it can't be shown. What is inside begins anew with another agent. */
export const AgentFrame = (props: {
  agent: Cached<Agent>;
  title: string;
  /** Beside the title. */
  beside?: JSX.Element;
  children(agent: Accessor<Agent>): JSX.Element;
}): JSX.Element => (
  <div class="page">
    <header class="page-head">
      <A class="button quiet icon back" href={paths.agents()} aria-label={t().common.back}>
        <ArrowLeft size={20} />
      </A>
      <h1>{props.title}</h1>
      {props.beside}
    </header>
    <Show
      when={props.agent.problem()?.key !== "not_found"}
      fallback={
        <EmptyState title={t().problems.byKey.not_found}>
          <A class="button" href={paths.agents()}>
            {t().agents.title}
          </A>
        </EmptyState>
      }
    >
      <ProblemNote problem={props.agent.problem()} onRetry={() => void props.agent.refetch()} />
      <Show when={props.agent.isFirstLoad()}>
        <SkeletonRows count={6} />
      </Show>
      <Show when={props.agent.data()?.id} keyed>
        {(_id) => <Show when={props.agent.data()}>{(known) => props.children(known)}</Show>}
      </Show>
    </Show>
  </div>
);
