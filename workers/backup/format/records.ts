import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Fact, TableRows } from "../../platform/archive/objectRows.ts";
import type { TenantRow } from "../../platform/directory.ts";

export const objectKinds = ["inbox", "quota", "line", "conversation"] as const;
export type ObjectKind = (typeof objectKinds)[number];

/** What a backup is made of, in this order; `docs/BACKUP.md` describes it. */
export type BackupRecord =
  /** `since`: when its reading began, in milliseconds; `modelKey` is open, and no part of `fields`. */
  | { is: "tenant"; schema: string; since: number; fields: Omit<TenantRow, "modelKeySealed">; modelKey: string | null }
  | ({ is: "rows" } & TableRows)
  | { is: "object"; kind: ObjectKind; name: string }
  | { is: "objectRows"; tables: TableRows[]; facts: Fact[] }
  | { is: "objectEnd" }
  /** As many `piece` records follow as it takes to make the bytes up. */
  | { is: "file"; id: string; bytes: number; contentType: string | null; custom: Record<string, string> }
  | { is: "piece"; bytes: Uint8Array<ArrayBuffer> }
  /** From here on the tenant can be used. */
  | { is: "open" }
  /** From here on its conversations go on. */
  | { is: "wake" }
  /** The last one. */
  | { is: "end"; records: number };

const asJson = 0;
const asBytes = 1;
/** What is unpacked of a record at most. */
const longestJson = 32 * 1024 * 1024;

export const encodeRecord = (record: BackupRecord): Uint8Array<ArrayBuffer> => {
  const isPiece = record.is === "piece";
  const body = isPiece ? record.bytes : deflateRawSync(new TextEncoder().encode(JSON.stringify(record)), { level: 1 });
  const encoded = new Uint8Array(1 + body.length);
  encoded[0] = isPiece ? asBytes : asJson;
  encoded.set(body, 1);
  return encoded;
};

/** @throws when it is no record: nobody who has the passphrase made it by mistake */
export const decodeRecord = (encoded: Uint8Array<ArrayBuffer>): BackupRecord => {
  const body = encoded.subarray(1);
  if (encoded[0] === asBytes) return { is: "piece", bytes: body };
  if (encoded[0] !== asJson) throw new Error("A record of a backup is of no known kind");
  const text = new TextDecoder().decode(inflateRawSync(body, { maxOutputLength: longestJson }));
  return JSON.parse(text) as BackupRecord;
};
