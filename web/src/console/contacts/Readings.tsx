import { A } from "@solidjs/router";
import { For, Show, type JSX } from "solid-js";
import type { Contact } from "../../../../schema/contract/contacts.ts";
import type { Reading } from "../../../../schema/contract/agentShares.ts";
import { contactWords } from "../../i18n/contactWords.ts";
import { paths } from "../../paths.ts";
import { createAgents } from "../agents/data.ts";

const chosen = ({ writingStyle, answerLength }: Reading): string =>
  [writingStyle && contactWords().writingStyle(writingStyle), answerLength && contactWords().answerLength(answerLength)]
    .filter(Boolean)
    .join(" · ") || contactWords().nothingChosen;

/** How this contact wants each agent to answer, and the share link that brought them. */
export const Readings = (props: { contact: Contact }): JSX.Element => {
  const agents = createAgents();
  const nameOf = (id: string) => agents.items().find((agent) => agent.id === id)?.name ?? contactWords().unknownAgent;
  return (
    <Show when={props.contact.readings.length > 0}>
      <section class="panel">
        <h2>{contactWords().readings}</h2>
        <p class="field-help">{contactWords().readingsHelp}</p>
        <ul class="rows">
          <For each={props.contact.readings}>
            {(reading) => (
              <li class="contact-reading">
                <A href={paths.agent(reading.agentId, reading.share ? "shares" : "basics")}>{nameOf(reading.agentId)}</A>
                <span class="small">{chosen(reading)}</span>
                <Show when={reading.share}>
                  {(share) => (
                    <span class="small soft">
                      {share().isActive ? contactWords().cameBy(share().name) : contactWords().cameByOff(share().name)}
                    </span>
                  )}
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
};
