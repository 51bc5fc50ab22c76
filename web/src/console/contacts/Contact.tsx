import "./contacts.css";
import { A, useNavigate, useParams } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import { createSignal, Show, type JSX } from "solid-js";
import type { Contact as ContactData } from "../../../../schema/contract/contacts.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { problemText } from "../../api/problemText.ts";
import { listOfWords } from "../../i18n/format.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { Button } from "../../ui/Button.tsx";
import { LevelChip } from "../../ui/Chip.tsx";
import { ConfirmByName } from "../../ui/ConfirmByName.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Note, ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { showToast } from "../../ui/toasts.ts";
import { useMayNot } from "../shell/session.ts";
import { BlockContact, BlockedNote } from "./Blocked.tsx";
import { Consents } from "./Consents.tsx";
import { ContactConversations } from "./ContactConversations.tsx";
import { ContactDetails } from "./ContactDetails.tsx";
import { createContact } from "./data.ts";
import { Dossier } from "./Dossier.tsx";
import { Identities } from "./Identities.tsx";
import { Merges } from "./Merges.tsx";
import { Readings } from "./Readings.tsx";
import { SubscriptionPanel } from "./SubscriptionPanel.tsx";

const DeleteContact = (props: { contact: ContactData }): JSX.Element => {
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayNot = useMayNot("manage");
  const [isAsking, setAsking] = createSignal(false);
  const remove = createAction(() => call("DELETE /api/contacts/{id}", { params: { id: props.contact.id } }), {
    done() {
      for (const queryKey of [keys.contacts, keys.conversations]) void client.invalidateQueries({ queryKey });
      showToast({ text: t().contacts.deleted(props.contact.displayName) });
      navigate(paths.contacts(), { replace: true });
    },
    failed: (problem) => showToast({ tone: "problem", text: problemText(problem) }),
  });
  return (
    <>
      <Button tone="danger" why={mayNot()} onClick={() => setAsking(true)}>
        {t().contacts.delete}
      </Button>
      <ConfirmByName
        isOpen={isAsking()}
        onClose={() => setAsking(false)}
        onConfirm={() => void remove.run(undefined)}
        title={t().contacts.delete}
        consequence={t().contacts.deleteConsequence}
        name={props.contact.displayName}
        isBusy={remove.isRunning()}
      />
    </>
  );
};

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
          <DeleteContact contact={props.contact} />
        </div>
      </div>
    </div>
  </>
);

export default function Contact(): JSX.Element {
  const params = useParams<{ contactId: string }>();
  const contact = createContact(() => params.contactId);
  return (
    <div class="page">
      <header class="page-head">
        <A class="button quiet icon back" href={paths.contacts()} aria-label={t().common.back}>
          <ArrowLeft size={20} />
        </A>
        <h1 dir="auto">{contact.data()?.displayName ?? "…"}</h1>
        <Show when={contact.data()}>{(known) => <LevelChip level={known().level} />}</Show>
      </header>
      <Show
        when={contact.problem()?.key !== "not_found"}
        fallback={
          <EmptyState title={t().problems.byKey.not_found}>
            <A class="button" href={paths.contacts()}>
              {t().contacts.title}
            </A>
          </EmptyState>
        }
      >
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
