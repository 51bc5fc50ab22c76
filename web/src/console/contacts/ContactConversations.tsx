import { For, Show, type JSX } from "solid-js";
import type { Conversation } from "../../../../schema/contract/conversations.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { createPaged } from "../../api/paged.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { ProblemNote } from "../../ui/Note.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { ConversationRow } from "../inbox/list/ConversationRow.tsx";
import { StartButton } from "../inbox/start/StartButton.tsx";
import { createContact } from "./data.ts";

/** The threads this contact writes in: one per agent. */
export const ContactConversations = (props: { contactId: string }): JSX.Element => {
  const contact = createContact(() => props.contactId);
  const conversations = createPaged<Conversation>(() => ({
    queryKey: keys.conversationsOf(props.contactId),
    fetchPage: (cursor, signal) =>
      call("GET /api/conversations", { query: { contactId: props.contactId, ...(cursor ? { cursor } : {}) } }, signal),
  }));
  return (
    <section class="panel">
      <div class="panel-head">
        <h2>{t().contacts.conversations}</h2>
        <Show when={contact.data()}>{(known) => <StartButton contact={known()} />}</Show>
      </div>
      <ProblemNote problem={conversations.problem()} onRetry={() => void conversations.refetch()} />
      <Show when={!conversations.isFirstLoad()} fallback={<SkeletonRows count={1} />}>
        <Show when={conversations.items().length > 0} fallback={<p class="soft">{t().contacts.noConversations}</p>}>
          <ul class="card-conversations">
            <For each={conversations.items()}>
              {(conversation) => (
                <ConversationRow conversation={conversation} href={paths.inbox(conversation.id)} isOpen={false} />
              )}
            </For>
          </ul>
        </Show>
      </Show>
    </section>
  );
};
