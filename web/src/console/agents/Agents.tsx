import "../../ui/avatar.css";
import "./agents.css";
import { A } from "@solidjs/router";
import BotIcon from "lucide-solid/icons/bot";
import ExternalLink from "lucide-solid/icons/external-link";
import Plus from "lucide-solid/icons/plus";
import { For, Show, type JSX } from "solid-js";
import type { Agent } from "../../../../schema/contract/agents.ts";
import { agentWords } from "../../i18n/agentWords.ts";
import { shortMoment } from "../../i18n/format.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { Chip, LevelChip } from "../../ui/Chip.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { isUnfinished } from "./agentFields.ts";
import { createAgents } from "./data.ts";

const WhatsappState = (props: { agent: Agent }): JSX.Element => (
  <Show when={props.agent.integrationMode === "whatsapp_ai"} fallback={<span class="soft">{t().agents.webOnly}</span>}>
    <Show when={props.agent.whatsapp} fallback={<Chip tone="amber">{t().agents.whatsappMissing}</Chip>}>
      {(line) => (
        <span class="soft numbers">
          {line().number}
          <Show when={line().lastInboundAt}>{(at) => ` · ${t().agents.lastInbound(shortMoment(at()))}`}</Show>
        </span>
      )}
    </Show>
  </Show>
);

const AgentRow = (props: { agent: Agent }): JSX.Element => (
  <li class="agent-row">
    <span class="avatar agent-mark" classList={{ off: !props.agent.isActive }} aria-hidden="true">
      <BotIcon size={20} />
    </span>
    <div class="agent-words">
      <p class="agent-name">
        <A href={isUnfinished(props.agent) ? paths.agentSetup(props.agent.id) : paths.agent(props.agent.id)}>
          {props.agent.name}
        </A>
        <Show
          when={!isUnfinished(props.agent)}
          fallback={
            <>
              <Chip tone="amber">{agentWords().unfinished}</Chip>
              <span class="small soft">{agentWords().goOn}</span>
            </>
          }
        >
          <Chip tone={props.agent.isActive ? "ai" : "plain"}>
            {props.agent.isActive ? t().agents.active : t().agents.inactive}
          </Chip>
          <Show when={props.agent.draft}>
            <Chip tone="amber">{agentWords().draft}</Chip>
          </Show>
        </Show>
        <Show when={props.agent.isActive && !props.agent.autoResponseEnabled}>
          <Chip tone="person">{t().agents.noAutoResponse}</Chip>
        </Show>
      </p>
      <p class="small">
        <WhatsappState agent={props.agent} />
      </p>
    </div>
    <p class="agent-levels">
      <For each={props.agent.levels} fallback={<Chip>{t().agents.standard}</Chip>}>
        {(level) => <LevelChip level={level} />}
      </For>
    </p>
    <a class="agent-page" href={paths.publicPage(props.agent.slug)} target="_blank" rel="noopener">
      /ai/{props.agent.slug}
      <ExternalLink size={14} />
      <span class="only-spoken">{t().agents.openPage}</span>
    </a>
  </li>
);

export default function Agents(): JSX.Element {
  const agents = createAgents();
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t().agents.title}</h1>
        <A class="button primary" href={paths.newAgent()}>
          <Plus size={18} />
          {t().agents.create}
        </A>
      </header>
      <ProblemNote problem={agents.problem()} onRetry={() => void agents.refetch()} />
      <Show when={!agents.isFirstLoad()} fallback={<SkeletonRows count={3} />}>
        <Show when={agents.items().length > 0}>
          <ul class="agents">
            <For each={agents.items()}>{(agent) => <AgentRow agent={agent} />}</For>
          </ul>
        </Show>
        <Show when={agents.data() && agents.items().length === 0}>
          <EmptyState icon={<BotIcon size={40} />} title={t().agents.empty} help={t().agents.emptyHelp}>
            <A class="button primary" href={paths.newAgent()}>
              {t().agents.create}
            </A>
          </EmptyState>
        </Show>
      </Show>
    </div>
  );
}
