import { restorePartBytes } from "../../../schema/contract/backup.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const folderOf = (restoreId: string): string => `restores/${restoreId}/`;

export const keyOfPart = (restoreId: string, part: number): string => `${folderOf(restoreId)}${String(part).padStart(6, "0")}`;

/** A backup's file as it was brought, part by part, read anywhere. One part is in memory at a time. */
export class StagedFile {
  readonly totalBytes: number;
  readonly #bucket: Pick<R2Bucket, "get">;
  readonly #restoreId: string;
  #held: { part: number; bytes: Bytes } | null = null;

  constructor(bucket: Pick<R2Bucket, "get">, restoreId: string, totalBytes: number) {
    this.#bucket = bucket;
    this.#restoreId = restoreId;
    this.totalBytes = totalBytes;
  }

  /** So many bytes from there; null when the file ends before, or a part of it is missing or of another length. */
  async read(offset: number, length: number): Promise<Bytes | null> {
    if (offset + length > this.totalBytes) return null;
    const whole = new Uint8Array(length);
    for (let done = 0; done < length;) {
      const part = Math.floor((offset + done) / restorePartBytes);
      const bytes = await this.#part(part);
      if (!bytes) return null;
      const from = offset + done - part * restorePartBytes;
      const piece = bytes.subarray(from, from + length - done);
      whole.set(piece, done);
      done += piece.length;
    }
    return whole;
  }

  async #part(part: number): Promise<Bytes | null> {
    if (this.#held?.part === part) return this.#held.bytes;
    this.#held = null;
    const object = await this.#bucket.get(keyOfPart(this.#restoreId, part));
    const expected = Math.min(restorePartBytes, this.totalBytes - part * restorePartBytes);
    if (object?.size !== expected) return null;
    this.#held = { part, bytes: new Uint8Array(await object.arrayBuffer()) };
    return this.#held.bytes;
  }
}

/** Nothing of the file is needed any more. */
export const removeStaged = (bucket: R2Bucket, restoreId: string): Promise<void> => removeAll(bucket, folderOf(restoreId));

/** Deletes everything under a prefix. */
export const removeAll = async (bucket: R2Bucket, prefix: string): Promise<void> => {
  for (;;) {
    const { objects, truncated } = await bucket.list({ prefix });
    if (objects.length > 0) await bucket.delete(objects.map(({ key }) => key));
    if (!truncated) return;
  }
};
