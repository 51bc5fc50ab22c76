import Lock from "lucide-solid/icons/lock";
import StickyNote from "lucide-solid/icons/sticky-note";
import { createUniqueId, type JSX } from "solid-js";
import type { Conversation } from "../../../../../../schema/contract/conversations.ts";
import { t } from "../../../../i18n/text.ts";
import { threadWords } from "../../../../i18n/threadWords.ts";
import type { Draft } from "../../../../realtime/written.ts";
import { Button } from "../../../../ui/Button.tsx";
import { useMayNot, useSession } from "../../../shell/session.ts";
import { draftOf, keepDraft, noteDraftKey } from "../../drafts.ts";
import { createTeam } from "../../team.ts";
import { TextCount } from "../TextCount.tsx";
import { createTypingTeller } from "../typingTeller.ts";
import { WritingBox } from "../WritingBox.tsx";
import { mentionedIn } from "./colleagues.ts";
import { mentionSource } from "./mentionSource.ts";

/** The API's limit for a note. */
const longest = 4_000;

/** A note for colleagues; those it names with `@` find it among what they have not read. */
export const NoteComposer = (props: {
  conversation: Conversation;
  onSend(draft: Draft): void;
  ref(element: HTMLTextAreaElement): void;
}): JSX.Element => {
  const mayNot = useMayNot("write");
  const session = useSession();
  const team = createTeam();
  const place = () => noteDraftKey(props.conversation.id);
  const text = () => draftOf(place());
  const countId = createUniqueId();
  const left = () => longest - text().trim().length;
  const colleagues = () =>
    team.data()?.items.filter(({ userId }) => userId !== session()?.user.id) ?? (team.problem() ? [] : undefined);
  const sayTyping = createTypingTeller({ conversationId: () => props.conversation.id, isForCustomer: () => false });
  const write = (next: string) => {
    keepDraft(place(), next);
    if (next.trim()) sayTyping();
  };
  const why = () => {
    if (mayNot()) return mayNot();
    if (left() < 0) return t().inbox.tooLong(-left());
    return text().trim() ? undefined : threadWords().writing.emptyNote;
  };
  const send = () => {
    if (why()) return;
    const words = text().trim();
    props.onSend({ text: words, media: [], template: null, note: { mentions: mentionedIn(words, colleagues() ?? []) } });
    keepDraft(place(), "");
  };
  return (
    <form
      noValidate
      class="note-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <WritingBox
        ref={props.ref}
        text={text()}
        onText={write}
        onSend={send}
        label={threadWords().writing.noteLabel}
        placeholder={threadWords().writing.notePlaceholder}
        describedBy={countId}
        isReadOnly={Boolean(mayNot())}
        source={mentionSource(colleagues)}
        before={
          <span class="note-lock" aria-hidden="true">
            <Lock size={18} />
          </span>
        }
        after={
          <Button type="submit" tone="primary" label={threadWords().writing.addNote} why={why()}>
            <StickyNote size={18} />
          </Button>
        }
      />
      <div class="composer-hint">
        <TextCount id={countId} left={left()} hint={threadWords().writing.noteHint} />
        <span class="composer-keys">{threadWords().writing.noteKeys}</span>
      </div>
    </form>
  );
};
