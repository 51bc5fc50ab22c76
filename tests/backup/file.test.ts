import { describe, expect, test } from "vitest";
import { sealed } from "../../workers/backup/download.ts";
import { newFileKey, openFileKey, readHeader, type FileKey } from "../../workers/backup/format/header.ts";
import type { BackupRecord } from "../../workers/backup/format/records.ts";
import { BackupDamaged, RecordReader } from "../../workers/backup/restore/recordReader.ts";
import { keyOfPart, StagedFile } from "../../workers/backup/restore/staged.ts";
import { restorePartBytes } from "../../schema/contract/backup.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { joinBytes } from "../../workers/platform/joinBytes.ts";

const passphrase = "una frase che nessuno indovina";

const records: BackupRecord[] = [
  { is: "object", kind: "inbox", name: "ten_a" },
  { is: "objectRows", tables: [{ table: "t", columns: ["a"], rows: [["però 🙂"], [null], [7]] }], facts: [["k", { v: [1] }]] },
  { is: "objectEnd" },
  { is: "piece", bytes: Uint8Array.from({ length: 3_000 }, (_, at) => at % 251) },
];

async function* each(list: BackupRecord[]): AsyncGenerator<BackupRecord> {
  yield* list;
}

const made = async (list = records): Promise<{ file: FileKey; bytes: Uint8Array<ArrayBuffer> }> => {
  const file = await newFileKey(passphrase, systemChance.bytes);
  const pieces: Uint8Array[] = [];
  for await (const piece of sealed(file, each(list))) pieces.push(piece);
  return { file, bytes: Uint8Array.from(joinBytes(pieces)) };
};

/** R2 as far as a staged file asks it. */
const bucketOf = (bytes: Uint8Array<ArrayBuffer>) => {
  const parts = new Map<string, Uint8Array<ArrayBuffer>>();
  for (let part = 0; part * restorePartBytes < bytes.length; part++)
    parts.set(keyOfPart("rst_a", part), bytes.slice(part * restorePartBytes, (part + 1) * restorePartBytes));
  return {
    get: async (key: string) => {
      const part = parts.get(key);
      return part ? { size: part.length, arrayBuffer: async () => part.buffer } : null;
    },
  } as unknown as R2Bucket;
};

const readAll = async (bytes: Uint8Array<ArrayBuffer>, file: FileKey, length = bytes.length): Promise<BackupRecord[]> => {
  const reader = new RecordReader(new StagedFile(bucketOf(bytes), "rst_a", length), file, {
    offset: file.header.bytes.length,
    index: 0,
  });
  const read: BackupRecord[] = [];
  while (read.at(-1)?.is !== "end") read.push(await reader.next());
  if (!reader.isAtEnd) throw new BackupDamaged("It goes on");
  return read;
};

describe("a backup's file", () => {
  test("comes back as it was, across parts, and says that it is whole", async () => {
    const long: BackupRecord[] = Array.from({ length: 20 }, (_, n) => ({ is: "piece", bytes: new Uint8Array(500_000).fill(n) }));
    const { file, bytes } = await made([...records, ...long]);
    expect(bytes.length).toBeGreaterThan(2 * restorePartBytes);
    const plain = (list: BackupRecord[]) =>
      list.map((one) => (one.is === "piece" ? Buffer.from(one.bytes).toString("base64") : one));
    expect(plain(await readAll(bytes, file))).toEqual(plain([...records, ...long, { is: "end", records: 24 }]));
  });

  test("opens with its passphrase alone, and with that however it was typed", async () => {
    const { bytes, file } = await made();
    const header = readHeader(bytes)!;
    expect(header).toEqual(file.header);
    expect(await openFileKey(header, "un'altra frase, del tutto")).toBe(null);
    const opened = await openFileKey(header, passphrase.normalize("NFD"));
    expect(await readAll(bytes, opened!)).toHaveLength(records.length + 1);
    const other = await made();
    expect(other.bytes.subarray(0, 60)).not.toEqual(bytes.subarray(0, 60));
  });

  test("is refused wherever a bit of it was changed, wherever it was cut off, and with anything behind it", async () => {
    const { bytes, file } = await made();
    for (let at = file.header.bytes.length; at < bytes.length; at += 7) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(readAll(changed, file), `changed at ${at}`).rejects.toThrow(BackupDamaged);
      await expect(readAll(bytes.slice(0, at), file), `cut off at ${at}`).rejects.toThrow(BackupDamaged);
    }
    await expect(readAll(Uint8Array.from([...bytes, 0]), file)).rejects.toThrow(BackupDamaged);
    // As long as it is said to be, but never brought to its end.
    await expect(readAll(bytes.slice(0, -9), file, bytes.length)).rejects.toThrow(BackupDamaged);
  });

  test("is refused with its records in another order, and with those of another file of the same passphrase", async () => {
    const { bytes, file } = await made();
    const other = await made();
    const begin = file.header.bytes.length;
    const view = new DataView(bytes.buffer);
    const first = 4 + view.getUint32(begin);
    const second = 4 + view.getUint32(begin + first);
    const swapped = bytes.slice();
    swapped.set(bytes.subarray(begin + first, begin + first + second), begin);
    swapped.set(bytes.subarray(begin, begin + first), begin + second);
    await expect(readAll(swapped, file)).rejects.toThrow(BackupDamaged);
    const mixed = bytes.slice();
    mixed.set(other.bytes.subarray(begin, begin + first), begin);
    await expect(readAll(mixed, file)).rejects.toThrow(BackupDamaged);
    const otherHeader = { ...file, header: { ...file.header, bytes: Uint8Array.from([...file.header.bytes].toReversed()) } };
    await expect(readAll(bytes, otherHeader)).rejects.toThrow(BackupDamaged);
  });

  test("with a beginning of something else is no backup", () => {
    for (const text of ["", "FILO-BACKUP-1", "FILO-BACKUP-2 AAAA AAAA\n", "PK\u0003\u0004", "FILO-BACKUP-1 AAAA BBBB\n"])
      expect(readHeader(new TextEncoder().encode(text))).toBe(null);
  });
});
