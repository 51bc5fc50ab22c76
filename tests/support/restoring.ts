import { restorePartBytes, type Restore } from "../../schema/contract/backup.ts";
import type { ConsoleClient } from "./consoleClient.ts";

export interface RestoreOrder {
  passphrase: string;
  takeNumbers?: boolean;
}

/** The owner's download, whole. @throws when it was cut off or refused */
export const takeBackup = async (owner: ConsoleClient, passphrase: string): Promise<Uint8Array<ArrayBuffer>> => {
  const answer = await owner.ask("POST", "/api/backup", { passphrase });
  if (!answer.ok) throw new Error(`The backup was refused: ${await answer.text()}`);
  return new Uint8Array(await answer.arrayBuffer());
};

/** Brings a backup's file to an installation, as the console does; nothing of it is read yet. */
export const bringFile = async (admin: ConsoleClient, file: Uint8Array<ArrayBuffer>): Promise<Restore> => {
  const restore = await admin.post<Restore>("/api/platform/restores", {});
  for (let part = 0; part * restorePartBytes < file.length; part++) {
    const bytes = file.slice(part * restorePartBytes, (part + 1) * restorePartBytes);
    await admin.putBytes(`/api/platform/restores/${restore.id}/parts/${part}`, bytes);
  }
  return restore;
};

/** One stretch of it. @throws when it is refused */
export const advance = (
  admin: ConsoleClient,
  id: string,
  totalBytes: number,
  { passphrase, takeNumbers = true }: RestoreOrder,
): Promise<Restore> => admin.post(`/api/platform/restores/${id}/advance`, { passphrase, totalBytes, takeNumbers });

/** Until it is done or has failed. */
export const restoreAll = async (admin: ConsoleClient, file: Uint8Array<ArrayBuffer>, order: RestoreOrder): Promise<Restore> => {
  const { id } = await bringFile(admin, file);
  for (;;) {
    const now = await advance(admin, id, file.length, order);
    if (now.state === "done" || now.state === "failed") return now;
  }
};
