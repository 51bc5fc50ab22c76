/** What E.164 numbers may begin with when someone searches for `text`; empty when it doesn't look like a number. */
export const phonePrefixes = (text: string): string[] => {
  const compact = text.replace(/[\s().\-/]/g, "").replace(/^00/, "+");
  if (/^\+\d{1,15}$/.test(compact)) return [compact];
  if (!/^\d{2,15}$/.test(compact)) return [];
  return [`+39${compact}`, `+${compact}`];
};
