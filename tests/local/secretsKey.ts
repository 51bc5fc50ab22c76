import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The key that seals credentials, for who names none: made once, kept with the state it opens. 32 bytes in base64.
 *
 * @returns the key, and whether it was made just now
 */
export async function keptSecretsKey(stateDir: string): Promise<{ key: string; file: string; isNew: boolean }> {
  const file = join(stateDir, "secrets-key");
  if (existsSync(file)) return { key: (await readFile(file, "utf8")).trim(), file, isNew: false };
  await mkdir(stateDir, { recursive: true });
  const key = randomBytes(32).toString("base64");
  await writeFile(file, `${key}\n`, { mode: 0o600, flag: "wx" });
  return { key, file, isNew: true };
}
