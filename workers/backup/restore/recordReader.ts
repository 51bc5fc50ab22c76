import type { RestorePlace } from "../../../schema/tables/platform.ts";
import { frameHead, frameLength, longestFrame, openFrame } from "../format/frames.ts";
import type { FileKey } from "../format/header.ts";
import { decodeRecord, type BackupRecord } from "../format/records.ts";
import type { StagedFile } from "./staged.ts";

/** The file ends too soon, was changed, or was never a backup. */
export class BackupDamaged extends Error {}

/** Reads a staged file record after record. */
export class RecordReader {
  readonly #staged: StagedFile;
  readonly #file: FileKey;
  #offset: number;
  #index: number;

  constructor(staged: StagedFile, file: FileKey, { offset, index }: Pick<RestorePlace, "offset" | "index">) {
    this.#staged = staged;
    this.#file = file;
    this.#offset = offset;
    this.#index = index;
  }

  /** Before the next record. */
  get place(): Pick<RestorePlace, "offset" | "index"> {
    return { offset: this.#offset, index: this.#index };
  }

  get isAtEnd(): boolean {
    return this.#offset === this.#staged.totalBytes;
  }

  /** @throws BackupDamaged */
  async next(): Promise<BackupRecord> {
    const head = await this.#staged.read(this.#offset, frameHead);
    const length = head === null ? 0 : frameLength(head);
    if (length === 0 || length > longestFrame) throw new BackupDamaged("There is no record");
    const sealed = await this.#staged.read(this.#offset + frameHead, length);
    const opened = sealed && (await openFrame(this.#file, this.#index, sealed));
    if (!opened) throw new BackupDamaged("A record doesn't open");
    this.#offset += frameHead + length;
    this.#index += 1;
    return decoded(opened);
  }
}

const decoded = (opened: Uint8Array<ArrayBuffer>): BackupRecord => {
  try {
    return decodeRecord(opened);
  } catch {
    throw new BackupDamaged("A record is none");
  }
};
