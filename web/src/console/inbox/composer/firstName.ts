/** Names that only stand in for one nobody has told, as the API makes them up (`contacts/displayName.ts`). */
const standIn = /^(Visitatore|Visitor|WhatsApp \S{1,6}|[+#\d].*|\S+@\S+)$/;

/** The first name of a contact, as they are greeted; null while nobody knows it. */
export const firstNameOf = (contactName: string): string | null => {
  const name = contactName.trim();
  const [first = ""] = name.split(/\s+/);
  return first === "" || standIn.test(name) ? null : first;
};
