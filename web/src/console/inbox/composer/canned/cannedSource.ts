import type { CannedReply } from "../../../../../../schema/contract/inboxTools.ts";
import { t } from "../../../../i18n/text.ts";
import { threadWords } from "../../../../i18n/threadWords.ts";
import type { TypeaheadOption, TypeaheadSource } from "../typeahead/createTypeahead.ts";
import { slashTrigger } from "../typeahead/trigger.ts";
import { filledReply, foundReplies } from "./cannedText.ts";

interface CannedDeps {
  replies(): readonly CannedReply[] | undefined;
  contactName(): string;
  manage(): void;
  /** Asked for with the first `/`. */
  onCalled(): void;
}

/** `/` calls up the canned replies; the last line opens them to be changed. */
export const cannedSource = ({ replies, contactName, manage, onCalled }: CannedDeps): TypeaheadSource => ({
  get label() {
    return threadWords().canned.title;
  },
  trigger(text, caret) {
    const found = slashTrigger(text, caret);
    if (found) onCalled();
    return found;
  },
  options(query) {
    const found = foundReplies(replies() ?? [], query).map((reply): TypeaheadOption => {
      const text = filledReply(reply.text, contactName());
      return { id: reply.id, title: `/${reply.shortcut}`, detail: text, choice: { insert: text } };
    });
    return [...found, { id: "manage", title: threadWords().canned.manage, choice: { run: manage } }];
  },
  get none() {
    const known = replies();
    if (known === undefined) return t().common.loading;
    return known.length === 0 ? threadWords().canned.empty : threadWords().canned.none;
  },
});
