import { audit } from "../platform/audit.ts";
import { wordsOf } from "../platform/causes.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { BackupDeps } from "./deps.ts";
import { sealFrame } from "./format/frames.ts";
import { newFileKey, type FileKey } from "./format/header.ts";
import { encodeRecord, type BackupRecord } from "./format/records.ts";
import { readTenant } from "./readTenant.ts";

const hour = 60 * 60_000;
/** It reads everything there is. */
const mostAnHour = 6;

/**
 * A copy of everything of the caller's business, as a download that is made while it is sent: one file, sealed with the passphrase. A
 * download that was cut off lacks its last record, and is refused wherever it is to be restored.
 *
 * @returns `too_many_requests` past six an hour
 */
export const downloadBackup = async (
  deps: BackupDeps,
  caller: ConsoleCaller,
  { passphrase }: { passphrase: string },
): Promise<Response | Refusal> => {
  const { chance, limits, directory, log } = deps;
  const rule = { key: `backup:${caller.tenantId}`, limit: mostAnHour, windowMs: hour };
  const tooMany = await limits.take([rule], chance.now());
  if (tooMany) return tooMany;
  const tenant = await directory.tenant(caller.tenantId);
  if (!tenant) return refuse("not_found");
  await caller.db.batch([
    audit(caller.db, chance, { actor: caller.userId, action: "backup.download", subject: caller.tenantId }),
  ]);
  const file = await newFileKey(passphrase, chance.bytes);
  const bytes = sealed(file, readTenant(deps, caller.db, tenant));
  const body = streamOf(bytes, (error) => log({ event: "backup_cut_off", tenant: tenant.id, error: wordsOf(error) }));
  const day = new Date(chance.now()).toISOString().slice(0, 10);
  return new Response(body, {
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename="${plainName(tenant.name)}-${day}.filo"`,
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
};

const plainName = (name: string): string =>
  name
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60) || "filo";

/** The file's bytes: the header, then each record in its frame, and one that says that it is whole. */
export async function* sealed(file: FileKey, records: AsyncIterable<BackupRecord>): AsyncGenerator<Uint8Array> {
  yield file.header.bytes;
  let index = 0;
  for await (const record of records) yield sealFrame(file, index++, encodeRecord(record));
  yield sealFrame(file, index, encodeRecord({ is: "end", records: index }));
}

/** Made as fast as it is taken: whoever reads slowly makes the tenant be read slowly. */
const streamOf = (bytes: AsyncGenerator<Uint8Array>, failed: (error: unknown) => void): ReadableStream<Uint8Array> =>
  new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await bytes.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        failed(error);
        controller.error(error);
      }
    },
    cancel: async () => void (await bytes.return(undefined)),
  });
