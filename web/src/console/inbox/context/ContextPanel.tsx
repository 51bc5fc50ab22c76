import "./context.css";
import { A } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import type { JSX } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import { t } from "../../../i18n/text.ts";
import { BlockPerson } from "./BlockPerson.tsx";
import { ConversationLabels } from "./ConversationLabels.tsx";
import { DossierGlance } from "./DossierGlance.tsx";
import { Person } from "./Person.tsx";
import { TracePanel } from "./TracePanel.tsx";

/** Everything known beside the thread: the person, the labels, the dossier, what the AI was given. */
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
      <ConversationLabels conversation={props.conversation} />
      <DossierGlance contactId={props.conversation.contactId} />
      <TracePanel conversationId={props.conversation.id} />
      <BlockPerson conversation={props.conversation} />
    </aside>
  );
}
