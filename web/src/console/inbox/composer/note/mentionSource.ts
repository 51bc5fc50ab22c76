import { t } from "../../../../i18n/text.ts";
import { threadWords } from "../../../../i18n/threadWords.ts";
import type { TypeaheadSource } from "../typeahead/createTypeahead.ts";
import { mentionTrigger } from "../typeahead/trigger.ts";
import { foundColleagues, type Colleague } from "./colleagues.ts";

/** `@` calls up the colleagues. Words that are nobody's name are just words: the list is then not in the way. */
export const mentionSource = (team: () => readonly Colleague[] | undefined): TypeaheadSource => ({
  get label() {
    return threadWords().writing.colleagues;
  },
  trigger(text, caret) {
    const found = mentionTrigger(text, caret);
    if (!found) return null;
    const isName = foundColleagues(team() ?? [], found.query).length > 0;
    return isName || !/\s/.test(found.query) ? found : null;
  },
  options: (query) =>
    foundColleagues(team() ?? [], query).map(({ userId, name }) => ({
      id: userId,
      title: name,
      choice: { insert: `@${name} ` },
    })),
  get none() {
    return team() === undefined ? t().common.loading : threadWords().writing.noColleague;
  },
});
