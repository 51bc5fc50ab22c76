/** What a spreadsheet would run: a cell that begins like a formula. Source: https://owasp.org/www-community/attacks/CSV_Injection */
const formula = /^[\s\p{C}"']*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/u;

/**
 * The same inside a text: who opens a file with another separator, or reads its quotes otherwise, sees a cell begin there. A sign
 * before a plain number or word begins none.
 */
const inner = /([,;|\t\r\n][\s\p{C}"]*)(?=[=@\uff1d\uff20]|[+\-\uff0b\uff0d][^,;\t\r\n]*[(|!=+*/^&])/gu;

const harmless = (text: string): string => (formula.test(text) ? `'${text}` : text).replaceAll(inner, "$1'");

/** A cell as RFC 4180 writes it. Text that could be taken for a formula gets an apostrophe in front; numbers stay numbers. */
export const csvCell = (value: string | number | null, separator: "," | ";"): string => {
  if (value === null) return "";
  if (typeof value === "number") return separator === ";" ? String(value).replace(".", ",") : String(value);
  const safe = harmless(value);
  return /["\n\r]/.test(safe) || safe.includes(separator) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A whole table. The mark at its beginning tells spreadsheets that it is UTF-8. */
export const csvOf = (rows: readonly (readonly (string | number | null)[])[], separator: "," | ";"): string =>
  `\ufeff${rows.map((row) => row.map((value) => csvCell(value, separator)).join(separator)).join("\r\n")}\r\n`;
