import { setTimeout as pause } from "node:timers/promises";
import { restorePartBytes, type Restore } from "../../../schema/contract/backup.ts";
import type { ConsoleClient } from "../../support/consoleClient.ts";
import { advance, type RestoreOrder } from "../../support/restoring.ts";
import type { SecondHome } from "../../support/secondHome.ts";
import type { Dice } from "../levels/random.ts";

export const passphrase = "una frase che nessuno indovina";

/** The bytes of a download as far as it came, and whether it came to its end. */
export interface Download {
  bytes: Uint8Array<ArrayBuffer>;
  isWhole: boolean;
}

/** @param meanwhile told how much has come after each piece; slow, it makes the tenant be read slowly */
export const download = async (owner: ConsoleClient, meanwhile: (received: number) => Promise<void>): Promise<Download> => {
  const answer = await owner.ask("POST", "/api/backup", { passphrase });
  if (!answer.ok) throw new Error(`The backup was refused: ${await answer.text()}`);
  const pieces: Uint8Array[] = [];
  let received = 0;
  let isWhole = false;
  try {
    for await (const piece of answer.body!) {
      pieces.push(piece);
      received += piece.length;
      await meanwhile(received);
    }
    isWhole = true;
  } catch {
    // It was cut off: what came before is what a browser would have saved.
  }
  return { bytes: new Uint8Array(Buffer.concat(pieces)), isWhole };
};

/** One call that a kill may cut: asked again of the installation that has started since. */
const insisting = async <T>(ask: () => Promise<T>, isBack: () => Promise<void>): Promise<T> => {
  for (let tries = 0; ; tries++) {
    try {
      return await ask();
    } catch (cause) {
      if (tries > 20) throw cause;
      await isBack();
      await pause(50);
    }
  }
};

/**
 * Brings and restores a file while the installation is killed so many times, at moments that the dice choose.
 *
 * @returns how it ended, and how many kills found it at work
 */
export const restoreKilled = async (
  home: SecondHome,
  file: Uint8Array<ArrayBuffer>,
  { dice, kills, takeNumbers }: { dice: Dice; kills: number } & Pick<RestoreOrder, "takeNumbers">,
): Promise<{ restore: Restore; killed: number }> => {
  const { admin } = home;
  let killed = 0;
  let restarting = Promise.resolve();
  const killSoon = (withinMs: number) => {
    restarting = (async () => {
      await pause(dice.below(withinMs));
      await home.kill();
      await home.restart();
      killed++;
    })();
  };
  const isBack = () => restarting;
  const { id } = await admin.post<Restore>("/api/platform/restores", {});
  for (let part = 0; part * restorePartBytes < file.length; part++) {
    const bytes = file.slice(part * restorePartBytes, (part + 1) * restorePartBytes);
    if (killed < kills && dice.chance(0.3)) killSoon(30);
    await insisting(() => admin.putBytes(`/api/platform/restores/${id}/parts/${part}`, bytes), isBack);
    await isBack();
  }
  for (;;) {
    if (killed < kills) killSoon(400);
    const now = await insisting(() => advance(admin, id, file.length, { passphrase, takeNumbers: takeNumbers ?? true }), isBack);
    await isBack();
    if (now.state === "done" || now.state === "failed") return { restore: now, killed };
  }
};
