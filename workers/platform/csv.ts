/** What a spreadsheet would run: a cell that begins like a formula. Source: https://owasp.org/www-community/attacks/CSV_Injection */
const formula = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** A cell as RFC 4180 writes it. Text that could be taken for a formula gets an apostrophe in front; numbers stay numbers. */
export const csvCell = (value: string | number | null, separator: "," | ";"): string => {
  if (value === null) return "";
  if (typeof value === "number") return separator === ";" ? String(value).replace(".", ",") : String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return /["\n\r]/.test(safe) || safe.includes(separator) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A whole table. The mark at its beginning tells spreadsheets that it is UTF-8. */
export const csvOf = (rows: readonly (readonly (string | number | null)[])[], separator: "," | ";"): string =>
  `\ufeff${rows.map((row) => row.map((value) => csvCell(value, separator)).join(separator)).join("\r\n")}\r\n`;
