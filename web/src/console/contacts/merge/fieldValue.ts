import type { Contact, MergeField } from "../../../../../schema/contract/contacts.ts";
import { contactWords } from "../../../i18n/contactWords.ts";
import { listOfWords } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";

/** What stands in a field of a contact, in words; null for nothing. */
export const fieldValue = (contact: Contact, field: MergeField): string | null => {
  switch (field) {
    case "roles":
      return listOfWords(contact.roles.map((role) => t().common.roles[role])) || null;
    case "level":
      return t().common.levels[contact.level];
    case "language":
      return contact.language && t().common.customerLanguages[contact.language];
    case "blockedAt":
      return contact.blockedAt ? contactWords().merge.yes : null;
    case "stoppedChannels":
      return listOfWords(contact.stoppedChannels.map((channel) => t().common.channels[channel])) || null;
    default:
      return contact[field] || null;
  }
};

/** What a list calls somebody beside their name, so that two of one name can be told apart. */
export const reachOf = (contact: Contact): string => [contact.phone, contact.email].filter(Boolean).join(" · ");
