import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { filesBelow } from "../../support/storedState.ts";

/** What must not be found, and what it is. */
export interface Secret {
  what: string;
  value: string;
}

/** A place where one was found. */
export interface Find {
  what: string;
  how: string;
  where: string;
}

/**
 * A text inside a longer one in Base64 starts at any of three places in a group; the letters that depend on its neighbours are left
 * out. RFC 4648, section 4.
 */
const inBase64 = (value: string, alphabet: "base64" | "base64url"): string[] =>
  [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), Buffer.from(value)])
      .toString(alphabet)
      .replace(/=+$/, "");
    const [first, last] = [[0, 2, 3][shift]!, Math.floor(((shift + Buffer.byteLength(value)) * 8) / 6)];
    return text.slice(first, last);
  });

/** Ways in which a secret may lie about. A way that leaves it as it is counts as plain. */
export const waysOf = (value: string): Map<string, string> => {
  const bytes = Buffer.from(value);
  const json = JSON.stringify(value).slice(1, -1);
  const ways: [string, string][] = [
    ["plain", value],
    ["in JSON", json],
    ["in JSON, twice", JSON.stringify(json).slice(1, -1)],
    ["for an address", encodeURIComponent(value)],
    ["as a form", new URLSearchParams({ a: value }).toString().slice(2)],
    ["hexadecimal", bytes.toString("hex")],
    ["hexadecimal, large", bytes.toString("hex").toUpperCase()],
    ["UTF-16", bytes.toString("latin1").split("").join("\0")],
    ...inBase64(value, "base64").map((text, shift): [string, string] => [`Base64, ${shift}`, text]),
    ...inBase64(value, "base64url").map((text, shift): [string, string] => [`Base64 for addresses, ${shift}`, text]),
  ];
  const seen = new Map<string, string>();
  for (const [how, text] of ways) if (![...seen.values()].includes(text)) seen.set(how, text);
  return seen;
};

/** Where a text, or bytes, hold any of the secrets in any of the ways. */
export const findIn = (where: string, bytes: Buffer | string, secrets: readonly Secret[]): Find[] => {
  const whole = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
  return secrets.flatMap(({ what, value }) =>
    [...waysOf(value)].flatMap(([how, text]) =>
      whole.includes(text, 0, "latin1") || whole.includes(text) ? [{ what, how, where }] : [],
    ),
  );
};

/** Every file of the state as bytes: rows, what deleted rows have left in their pages, write-ahead logs, files of R2. */
export const findInState = (stateDir: string, secrets: readonly Secret[]): { finds: Find[]; files: number; bytes: number } => {
  const files = filesBelow(stateDir);
  let bytes = 0;
  const finds = files.flatMap((path) => {
    const content = readFileSync(path);
    bytes += content.length;
    return findIn(relative(stateDir, path), content, secrets);
  });
  return { finds, files: files.length, bytes };
};
