const plain = (text: string): string => text.replace(/\s+/gu, " ").trim();

/**
 * Whether a message in Twilio's log may be this template, filled in with these values. Twilio fills it in by itself, so headers,
 * footers and spaces may differ from how it was filled in here; the values are in it all the same.
 */
export const fitsTemplate = (listed: string, filled: string, variables: Readonly<Record<string, string>>): boolean => {
  const body = plain(listed);
  if (body === plain(filled)) return true;
  const values = Object.values(variables)
    .map(plain)
    .filter((value) => value !== "");
  return values.length > 0 && values.every((value) => body.includes(value));
};
