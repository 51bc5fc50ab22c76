import type { Restore } from "../../../schema/contract/backup.ts";
import { refuse, type Refusal } from "../../platform/refusal.ts";
import type { ConsoleCaller } from "../../platform/route.ts";
import type { BackupDeps } from "../deps.ts";
import { restoreOnWire } from "./onWire.ts";
import { keyOfPart } from "./staged.ts";

/** Begins a restore: an empty place for a file. */
export const beginRestore = async ({ chance, restores }: BackupDeps, caller: ConsoleCaller): Promise<Restore> => {
  const now = chance.now();
  const row = {
    id: chance.id("restore"),
    state: "receiving" as const,
    tenantId: null,
    tenantName: null,
    place: null,
    totalBytes: 0,
    failure: null,
    failureDetail: null,
    startedBy: caller.userId,
    createdAt: now,
    updatedAt: now,
  };
  await restores.insert(row);
  return restoreOnWire(row);
};

/** Keeps a part of the file; again takes the place of the one before. Refuses `conflict` once the file is being read. */
export const bringPart = async (
  { bucket, restores }: Pick<BackupDeps, "bucket" | "restores">,
  { id, part }: { id: string; part: number },
  bytes: Uint8Array | null,
): Promise<Refusal | undefined> => {
  const row = await restores.find(id);
  if (!row) return refuse("not_found");
  if (row.state !== "receiving") return refuse("conflict");
  await bucket.put(keyOfPart(id, part), bytes ?? new Uint8Array());
};
