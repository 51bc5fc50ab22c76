/** D1 takes texts of 2,000,000 bytes (https://developers.cloudflare.com/d1/platform/limits/), and a sign may take three. */
const longest = 600_000;

/** Rows for `json_each`, as one JSON array or as several where one would be too long to bind. */
export const jsonParts = (rows: readonly object[]): string[] => {
  const parts: string[][] = [];
  let length = longest;
  for (const row of rows) {
    const json = JSON.stringify(row);
    length += json.length + 1;
    if (length > longest) {
      parts.push([]);
      length = json.length;
    }
    parts.at(-1)?.push(json);
  }
  return parts.map((part) => `[${part.join(",")}]`);
};
