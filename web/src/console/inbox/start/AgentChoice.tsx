import { createUniqueId, For, type JSX } from "solid-js";
import type { Agent } from "../../../../../schema/contract/agents.ts";
import { t } from "../../../i18n/text.ts";

interface AgentChoiceProps {
  /** Those that can write first. */
  agents: readonly Agent[];
  value: string | undefined;
  onChange(agentId: string): void;
}

/** With which agent, and so from which number. */
export const AgentChoice = (props: AgentChoiceProps): JSX.Element => {
  const group = createUniqueId();
  return (
    <fieldset>
      <legend class="field-legend">{t().inboxList.startAgent}</legend>
      <p class="field-help">{t().inboxList.startAgentHelp}</p>
      <For each={props.agents}>
        {(agent) => (
          <label class="choice start-agent">
            <input type="radio" name={group} checked={props.value === agent.id} onChange={() => props.onChange(agent.id)} />
            <span class="truncate" dir="auto">
              {agent.name}
            </span>
            <span class="small soft numbers">{agent.whatsapp?.number ?? t().common.channels.web}</span>
          </label>
        )}
      </For>
    </fieldset>
  );
};
