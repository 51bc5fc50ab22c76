import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { root } from "./paths.ts";

/**
 * SHA-256 over the names and contents of files and whole folders, given relative to the repository's root. What does
 * not exist counts as absent, so that its coming into being changes the fingerprint.
 */
export async function fingerprint(inputs: readonly string[]): Promise<string> {
  const files = (await Promise.all(inputs.map((input) => filesUnder(join(root, input))))).flat().toSorted();
  const contents = await Promise.all(files.map((file) => readFile(file)));
  const hash = createHash("sha256");
  files.forEach((file, at) => hash.update(`${relative(root, file)}\0`).update(contents[at] ?? ""));
  return hash.digest("hex");
}

async function filesUnder(path: string): Promise<string[]> {
  const kind = await stat(path).catch(() => undefined);
  if (kind === undefined) return [];
  if (!kind.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("/.wrangler"))
    .map((entry) => join(entry.parentPath, entry.name));
}
