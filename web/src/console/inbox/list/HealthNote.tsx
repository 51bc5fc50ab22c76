import { A } from "@solidjs/router";
import { Show, type Accessor, type JSX } from "solid-js";
import { t } from "../../../i18n/text.ts";
import { paths } from "../../../paths.ts";
import { Note } from "../../../ui/Note.tsx";
import { createAgents } from "../../agents/data.ts";
import { inboxHealth, type InboxHealth } from "./inboxHealth.ts";

export const useInboxHealth = (): Accessor<InboxHealth | undefined> => {
  const agents = createAgents();
  return () => (agents.data() ? inboxHealth(agents.items()) : undefined);
};

type Illness = Exclude<InboxHealth, { kind: "well" }>;

const wordsOf = (illness: Illness): string => {
  if (illness.kind === "no_agents") return t().inbox.healthNoAgents;
  return illness.kind === "all_off" ? t().inbox.healthAllOff : t().inbox.healthNoWhatsapp(illness.agentName);
};

const fixOf = (illness: Illness): string => {
  if (illness.kind === "no_agents") return paths.newAgent();
  return illness.kind === "all_off" ? paths.agent(illness.agentId) : paths.agent(illness.agentId, "whatsapp");
};

/** Says that nothing can arrive, before silence does, and links to what mends it. An empty inbox says itself that agents are missing. */
export const HealthNote = (props: { isEmpty: boolean }): JSX.Element => {
  const health = useInboxHealth();
  const illness = () => {
    const now = health();
    if (!now || now.kind === "well") return undefined;
    return props.isEmpty && now.kind === "no_agents" ? undefined : now;
  };
  return (
    <Show when={illness()}>
      {(found) => (
        <div class="list-health">
          <Note action={<A href={fixOf(found())}>{t().inbox.healthFix}</A>}>{wordsOf(found())}</Note>
        </div>
      )}
    </Show>
  );
};
