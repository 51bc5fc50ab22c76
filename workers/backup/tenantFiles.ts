import { joinBytes } from "../platform/joinBytes.ts";
import type { BackupRecord } from "./format/records.ts";

/** A piece of a file is so long, but for the last. */
const pieceBytes = 512 * 1024;

/** Where a tenant's files lie in R2 (`platform/files.ts`). */
export const filesOf = (tenantId: string): string => `tenants/${tenantId}/`;

/** Every file of the tenant's in R2 with its metadata, piece by piece. One that is gone by the time it is read is left out. */
export async function* readFiles(bucket: R2Bucket, tenantId: string): AsyncGenerator<BackupRecord> {
  const prefix = filesOf(tenantId);
  for (let cursor: string | undefined; ;) {
    const page: R2Objects = await bucket.list({ prefix, ...(cursor === undefined ? {} : { cursor }) });
    for (const { key } of page.objects) {
      const object = await bucket.get(key);
      if (object) yield* readFile(object, key.slice(prefix.length));
    }
    if (!page.truncated) return;
    cursor = page.cursor;
  }
}

async function* readFile(object: R2ObjectBody, id: string): AsyncGenerator<BackupRecord> {
  const { size, httpMetadata, customMetadata = {} } = object;
  yield { is: "file", id, bytes: size, contentType: httpMetadata?.contentType ?? null, custom: customMetadata };
  for await (const bytes of inPiecesOf(object.body, pieceBytes)) yield { is: "piece", bytes };
}

async function* inPiecesOf(stream: ReadableStream<Uint8Array>, length: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (!done) {
      held.push(value);
      heldBytes += value.length;
    }
    if (heldBytes === 0 && done) return;
    if (heldBytes < length && !done) continue;
    const whole = joinBytes(held);
    for (let at = 0; at < whole.length; at += length) {
      const piece = whole.subarray(at, at + length);
      if (piece.length === length || done) yield Uint8Array.from(piece);
    }
    const rest = done ? 0 : whole.length % length;
    held = rest === 0 ? [] : [whole.slice(whole.length - rest)];
    heldBytes = rest;
    if (done) return;
  }
}
