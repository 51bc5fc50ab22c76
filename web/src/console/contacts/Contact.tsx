import "./contacts.css";
import { A, useParams } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import { Show, type JSX } from "solid-js";
import type { Contact as ContactData } from "../../../../schema/contract/contacts.ts";
import { listOfWords } from "../../i18n/format.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { LevelChip } from "../../ui/Chip.tsx";
import { Note, ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { BlockContact, BlockedNote } from "./Blocked.tsx";
import { Consents } from "./Consents.tsx";
import { ContactConversations } from "./ContactConversations.tsx";
import { ContactDetails } from "./ContactDetails.tsx";
import { createContact } from "./data.ts";
import { Dossier } from "./Dossier.tsx";
import { Identities } from "./Identities.tsx";
import { Merges } from "./Merges.tsx";
import { EraseContact } from "./privacy/EraseContact.tsx";
import { Erased } from "./privacy/Erased.tsx";
import { ExportContact } from "./privacy/ExportContact.tsx";
import { Readings } from "./Readings.tsx";
import { SubscriptionPanel } from "./SubscriptionPanel.tsx";

const Card = (props: { contact: ContactData }): JSX.Element => (
  <>
    <Show when={props.contact.mergedInto}>
      {(winner) => (
        <Note action={<A href={paths.contact(winner())}>{t().contacts.openWinner}</A>}>{t().contacts.mergedInto}</Note>
      )}
    </Show>
    <Show when={props.contact.stoppedChannels.length > 0}>
      <Note tone="red">
        {t().contacts.stoppedNote(listOfWords(props.contact.stoppedChannels.map((channel) => t().common.channels[channel])))}
      </Note>
    </Show>
    <BlockedNote contact={props.contact} />
    <div class="card">
      <div class="card-side">
        <ContactDetails contact={props.contact} />
        <SubscriptionPanel contact={props.contact} />
        <Identities contact={props.contact} />
        <Consents contactId={props.contact.id} />
        <Readings contact={props.contact} />
        <Merges contact={props.contact} />
      </div>
      <div class="card-main">
        <ContactConversations contactId={props.contact.id} />
        <Dossier contactId={props.contact.id} />
        <div class="form-actions">
          <BlockContact contact={props.contact} />
          <ExportContact contactId={props.contact.id} />
          <EraseContact contact={props.contact} />
        </div>
      </div>
    </div>
  </>
);

export default function Contact(): JSX.Element {
  const params = useParams<{ contactId: string }>();
  const contact = createContact(() => params.contactId);
  const isGone = () => contact.problem()?.key === "not_found";
  return (
    <div class="page">
      <header class="page-head">
        <A class="button quiet icon back" href={paths.contacts()} aria-label={t().common.back}>
          <ArrowLeft size={20} />
        </A>
        <h1 dir="auto">{isGone() ? t().contacts.title : (contact.data()?.displayName ?? "…")}</h1>
        <Show when={contact.data()}>{(known) => <LevelChip level={known().level} />}</Show>
      </header>
      <Show when={!isGone()} fallback={<Erased contactId={params.contactId} />}>
        <ProblemNote problem={contact.problem()} onRetry={() => void contact.refetch()} />
        <Show
          when={contact.data()?.id}
          keyed
          fallback={
            <Show when={contact.isFirstLoad()}>
              <SkeletonRows count={6} />
            </Show>
          }
        >
          {(_id) => <Show when={contact.data()}>{(known) => <Card contact={known()} />}</Show>}
        </Show>
      </Show>
    </div>
  );
}
