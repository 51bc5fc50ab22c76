/** What a spreadsheet would run: a cell that begins like a formula. Source: https://owasp.org/www-community/attacks/CSV_Injection */
const formula = /^[\s\p{C}"']*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/u;

/**
 * The same inside a text: who opens a file with another separator, or reads its quotes otherwise, sees a cell begin there. A sign
 * before a plain number or word begins none.
 */
const inner = /([,;|\t\r\n][\s\p{C}"]*)(?=[=@\uff1d\uff20]|[+\-\uff0b\uff0d][^,;\t\r\n]*[(|!=+*/^&])/gu;

const harmless = (text: string): string => (formula.test(text) ? `'${text}` : text).replaceAll(inner, "$1'");

const cellOf = (value: string): string => {
  const safe = harmless(value);
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A table that a spreadsheet opens without running anything in it; the mark in front says that it is UTF-8. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((cells) => cells.map(cellOf).join(";")).join("\r\n")}\r\n`;
