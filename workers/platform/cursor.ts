/** An opaque place in a list: the sort key of the last row shown, as base64url of JSON. */
export const encodeCursor = (key: (string | number)[]): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(key))))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** The key inside a cursor, or null when it is not one of ours (a forged cursor reads like none at all). */
export const decodeCursor = (cursor: string | undefined, length: number): (string | number)[] | null => {
  if (!cursor) return null;
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const key: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const whole =
      Array.isArray(key) && key.length === length && key.every((part) => typeof part === "string" || typeof part === "number");
    return whole ? (key as (string | number)[]) : null;
  } catch {
    return null;
  }
};
