import type { z } from "zod";
import type { Contact, contactPatchSchema } from "../../../../schema/contract/contacts.ts";
import type { ContactRole, CustomerLanguage } from "../../../../schema/contract/enums.ts";

/** A contact as its form holds it: every field a text, an empty one meaning "none". */
export interface ContactForm {
  displayName: string;
  phone: string;
  email: string;
  roles: ContactRole[];
  language: CustomerLanguage | "";
  note: string;
  goal: string;
}

export const formOf = (contact: Contact): ContactForm => ({
  displayName: contact.displayName,
  phone: contact.phone ?? "",
  email: contact.email ?? "",
  roles: [...contact.roles],
  language: contact.language ?? "",
  note: contact.note,
  goal: contact.goal,
});

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The fields that nobody has touched here, where the stored contact has changed meanwhile: a merge undone, a colleague's edit. */
export const followed = (form: ContactForm, before: ContactForm, now: ContactForm): Partial<ContactForm> => {
  const isBehind = (key: keyof ContactForm) => isSame(form[key], before[key]) && !isSame(before[key], now[key]);
  return Object.fromEntries(Object.entries(now).filter(([key]) => isBehind(key as keyof ContactForm)));
};

/** What differs from the stored contact, as the API takes it. */
export const contactChanges = (contact: Contact, form: ContactForm): z.input<typeof contactPatchSchema> => {
  const before = formOf(contact);
  const changed = (key: keyof ContactForm) => !isSame(before[key], form[key]);
  return {
    ...(changed("displayName") ? { displayName: form.displayName } : {}),
    ...(changed("phone") ? { phone: form.phone.trim() || null } : {}),
    ...(changed("email") ? { email: form.email.trim() || null } : {}),
    ...(changed("roles") ? { roles: [...form.roles] } : {}),
    ...(changed("language") ? { language: form.language || null } : {}),
    ...(changed("note") ? { note: form.note } : {}),
    ...(changed("goal") ? { goal: form.goal.trim() } : {}),
  };
};
