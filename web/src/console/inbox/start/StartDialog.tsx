import "./start.css";
import { useNavigate } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import { createEffect, createMemo, createSignal, Show, type JSX } from "solid-js";
import type { Contact } from "../../../../../schema/contract/contacts.ts";
import { createAction } from "../../../api/action.ts";
import { call } from "../../../api/client.ts";
import { t } from "../../../i18n/text.ts";
import { paths } from "../../../paths.ts";
import { applyConversation } from "../../../realtime/apply.ts";
import { FormDialog } from "../../../ui/FormDialog.tsx";
import { Note } from "../../../ui/Note.tsx";
import { createAgents } from "../../agents/data.ts";
import { useMayNot } from "../../shell/session.ts";
import { AgentChoice } from "./AgentChoice.tsx";
import { ChosenPerson } from "./ChosenPerson.tsx";
import { PersonSearch } from "./PersonSearch.tsx";
import { reaches, whyNotStart } from "./startRules.ts";

interface StartDialogProps {
  /** Whom to write to, when that is known already. */
  contact?: Contact | undefined;
  onClose(): void;
}

/** Starts a conversation: with whom, with which agent. It opens in the inbox, where the first message is chosen. */
export default function StartDialog(props: StartDialogProps): JSX.Element {
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayNot = useMayNot("write");
  const agents = createAgents();
  const [contact, setContact] = createSignal(props.contact);
  const [agentId, setAgentId] = createSignal<string>();
  const able = createMemo(() => {
    const person = contact();
    return person ? agents.items().filter((agent) => reaches(agent, person)) : [];
  });
  // Where there is only one there is nothing to choose; one that can't reach the next person is let go.
  createEffect(() => {
    const [only, ...others] = able();
    if (only && others.length === 0) setAgentId(only.id);
    else setAgentId((chosen) => (able().some(({ id }) => id === chosen) ? chosen : undefined));
  });
  const start = createAction((pair: { contactId: string; agentId: string }) => call("POST /api/conversations", { body: pair }), {
    done(conversation) {
      applyConversation(client, conversation, conversation.id);
      props.onClose();
      navigate(paths.inbox(conversation.id));
    },
  });
  const why = () =>
    mayNot() ?? whyNotStart({ contact: contact(), agentId: agentId(), agents: agents.data() ? able().length : undefined });
  const run = async () => {
    const [person, agent] = [contact(), agentId()];
    return person && agent ? start.run({ contactId: person.id, agentId: agent }) : undefined;
  };
  return (
    <FormDialog
      isOpen
      title={t().inboxList.start}
      submit={t().inboxList.startOpen}
      why={why()}
      action={{ ...start, run }}
      onClose={props.onClose}
    >
      <Show when={contact()} fallback={<PersonSearch onPick={setContact} />}>
        {(person) => (
          <>
            <ChosenPerson contact={person()} onChange={props.contact ? undefined : () => setContact(undefined)} />
            <Show when={able().length > 0} fallback={<Note>{why()}</Note>}>
              <AgentChoice agents={able()} value={agentId()} onChange={setAgentId} />
            </Show>
            <Show when={!why()}>
              <Note tone="info">{t().inboxList.startNext}</Note>
            </Show>
          </>
        )}
      </Show>
    </FormDialog>
  );
}
