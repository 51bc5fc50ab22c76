import type { Restore, restorePartBytes } from "../../../../schema/contract/backup.ts";
import { call } from "../../api/client.ts";

const partBytes: number = (4 * 1024 * 1024) satisfies typeof restorePartBytes;

export interface RestoreOrder {
  file: File;
  passphrase: string;
  takeNumbers: boolean;
}

/** How far it has come: bringing the file, then what the API says of it. */
export type RestoreStep =
  | { state: "receiving"; part: number; restore?: undefined }
  | { state: Restore["state"]; part: number; restore: Restore };

/**
 * Brings a file, then has it checked and restored to its end.
 *
 * @param known goes on with this one, whose file is there already
 * @throws Problem when the API refuses
 */
export const restoreFile = async (
  { file, passphrase, takeNumbers }: RestoreOrder,
  known: Restore | undefined,
  tell: (step: RestoreStep) => void,
): Promise<Restore> => {
  let restore = known ?? (await bring(file, tell));
  const body = { passphrase, totalBytes: file.size, takeNumbers };
  while (restore.state !== "done" && restore.state !== "failed") {
    restore = await call("POST /api/platform/restores/{id}/advance", { params: { id: restore.id }, body });
    tell({ state: restore.state, part: restore.totalBytes > 0 ? restore.doneBytes / restore.totalBytes : 0, restore });
  }
  return restore;
};

const bring = async (file: File, tell: (step: RestoreStep) => void): Promise<Restore> => {
  const restore = await call("POST /api/platform/restores");
  for (let part = 0; part * partBytes < file.size; part++) {
    tell({ state: "receiving", part: (part * partBytes) / file.size });
    const body = file.slice(part * partBytes, (part + 1) * partBytes);
    await call("PUT /api/platform/restores/{id}/parts/{part}", { params: { id: restore.id, part }, body });
  }
  tell({ state: "receiving", part: 1, restore });
  return restore;
};
