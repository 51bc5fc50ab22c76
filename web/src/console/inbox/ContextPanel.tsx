import "./context.css";
import { A } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import { For, Show, type JSX } from "solid-js";
import type { Conversation } from "../../../../schema/contract/conversations.ts";
import { shortDay, listOfWords } from "../../i18n/format.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Chip, LevelChip } from "../../ui/Chip.tsx";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { ConsentHistory } from "../contacts/Consents.tsx";
import { createContact, createDossier } from "../contacts/data.ts";
import { PersonLanguage } from "./PersonLanguage.tsx";
import { TracePanel } from "./TracePanel.tsx";

const shownEntries = 3;

const Person = (props: { contactId: string }): JSX.Element => {
  const contact = createContact(() => props.contactId);
  return (
    <section class="context-part">
      <ProblemNote problem={contact.problem()} onRetry={() => void contact.refetch()} />
      <Show when={contact.data()} fallback={<SkeletonRows kind="line" count={4} />}>
        {(person) => (
          <>
            <div class="context-who">
              <Avatar name={person().displayName} size="large" />
              <div>
                <p class="context-name" dir="auto">
                  {person().displayName}
                </p>
                <p class="context-chips">
                  <LevelChip level={person().level} />
                  <For each={person().roles}>{(role) => <Chip>{t().common.roles[role]}</Chip>}</For>
                </p>
              </div>
            </div>
            <dl class="facts">
              <Show when={person().phone}>
                {(phone) => (
                  <div>
                    <dt>{t().inbox.phone}</dt>
                    <dd class="numbers">{phone()}</dd>
                  </div>
                )}
              </Show>
              <Show when={person().email}>
                {(email) => (
                  <div>
                    <dt>{t().inbox.email}</dt>
                    <dd>{email()}</dd>
                  </div>
                )}
              </Show>
              <PersonLanguage person={person()} />
            </dl>
            <Show when={person().stoppedChannels.length > 0}>
              <details class="context-stop">
                <summary>
                  {t().inbox.stoppedOn(listOfWords(person().stoppedChannels.map((name) => t().common.channels[name])))}
                </summary>
                <ConsentHistory contactId={person().id} />
              </details>
            </Show>
            <Show when={person().note}>
              <p class="context-note">{person().note}</p>
            </Show>
            <A href={paths.contact(person().id)}>{t().inbox.openContact}</A>
          </>
        )}
      </Show>
    </section>
  );
};

const DossierSummary = (props: { contactId: string }): JSX.Element => {
  const dossier = createDossier(() => props.contactId);
  return (
    <section class="context-part">
      <h3>{t().inbox.dossier}</h3>
      <Show when={dossier.data()} fallback={<SkeletonRows kind="line" count={3} />}>
        <ul class="context-entries">
          <For each={dossier.items().slice(0, shownEntries)}>
            {(entry) => (
              <li>
                <p>{entry.title}</p>
                <p class="small soft">
                  {t().contacts.dossierKinds[entry.kind]} · <time datetime={entry.happenedAt}>{shortDay(entry.happenedAt)}</time>
                </p>
              </li>
            )}
          </For>
        </ul>
        <Show when={dossier.items().length === 0}>
          <p class="soft">{t().inbox.dossierEmpty}</p>
        </Show>
        <A href={paths.contact(props.contactId)}>
          {dossier.items().length > shownEntries
            ? t().inbox.dossierMore(dossier.items().length - shownEntries)
            : t().inbox.dossierAdd}
        </A>
      </Show>
    </section>
  );
};

/** Everything known beside the thread: the person, the dossier, what the AI was given. */
export default function ContextPanel(props: { conversation: Conversation; backHref: string }): JSX.Element {
  return (
    <aside class="context" aria-label={t().inbox.context}>
      <header class="context-head">
        <A class="button quiet icon back" href={props.backHref} aria-label={t().common.back}>
          <ArrowLeft size={20} />
        </A>
        <h2>{t().inbox.context}</h2>
      </header>
      <Person contactId={props.conversation.contactId} />
      <DossierSummary contactId={props.conversation.contactId} />
      <TracePanel conversationId={props.conversation.id} />
    </aside>
  );
}
