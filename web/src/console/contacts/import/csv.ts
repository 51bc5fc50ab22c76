/** What a spreadsheet would run: a cell that begins like a formula. Source: https://owasp.org/www-community/attacks/CSV_Injection */
const formula = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

const cellOf = (value: string): string => {
  const safe = formula.test(value) ? `'${value}` : value;
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A table that a spreadsheet opens without running anything in it; the mark in front says that it is UTF-8. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((cells) => cells.map(cellOf).join(";")).join("\r\n")}\r\n`;
