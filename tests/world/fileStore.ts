import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The bytes behind Twilio's media, by SID: in memory, or in a folder beside the state file so that they survive a restart. */
export interface FileStore {
  put(sid: string, bytes: Uint8Array): void;
  get(sid: string): Buffer | null;
  clear(): void;
}

export function fileStore(folder: string | undefined): FileStore {
  return folder === undefined ? inMemory() : onDisk(folder);
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function inMemory(): FileStore {
  const files = new Map<string, Buffer>();
  return {
    put: (sid, bytes) => void files.set(sid, Buffer.from(bytes)),
    get: (sid) => files.get(sid) ?? null,
    clear: () => files.clear(),
  };
}

function onDisk(folder: string): FileStore {
  return {
    put(sid, bytes) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, sid), bytes);
    },
    get(sid) {
      try {
        return readFileSync(join(folder, sid));
      } catch {
        return null;
      }
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}
