import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { furnish, type Belongings } from "../../e2e/belongings.ts";
import { startStage, type Stage } from "../../support/stage.ts";
import { objectsOf } from "../../support/sameTenant.ts";
import { jpeg } from "../../world/samples/jpeg.ts";
import { settled } from "../faults/settle.ts";
import { live, type Life, type Place } from "./life.ts";

/** The same in both installations, as when one is moved to another place. */
export const secretsKey = Buffer.alloc(32, "of this installation").toString("base64");

/** A business that is to be copied, and beside it another of which nothing may come along. */
export interface Business {
  stage: Stage;
  place: Place;
  mine: Belongings;
  lives: Life[];
  /** Objects of the other business. */
  others: Set<string>;
  /** A word in everything of the other's. */
  othersWord: string;
}

/** A picture, and behind its end as much as is wanted that no picture needs. */
export const largeFile = (n: number, bytes: number): Uint8Array =>
  Buffer.concat([jpeg({ hue: n * 20 }), Buffer.alloc(bytes, createHash("sha512").update(String(n)).digest())]);

/** One of everything, some customers of whom everything is known, and some large files; a seed decides what. */
export const openBusiness = async (seed: number, n: number, size: { lives: number; files: number }): Promise<Business> => {
  const stage = await startStage({ vars: { SECRETS_KEY: secretsKey } });
  const othersWord = "tuttaltro";
  const other = await stage.signUp(`Studio ${othersWord}`);
  await stage.contact({ displayName: `Cliente ${othersWord}` }, other);
  const others = new Set(Object.keys(objectsOf(stage.stateDir)));
  const agent = await stage.agent({ slug: "copia", quietMs: 100, dailyMessageLimit: 1_000, dailySpendCapMicros: 1_000_000_000 });
  const line = await stage.line(agent);
  const second = await stage.line(await stage.agent({ name: "Altro" }));
  const place = { stage, slug: "copia", agentId: agent.id, line, polled: second };
  const lives: Life[] = [];
  for (let at = 0; at < size.lives; at++) lives.push(await live(place, seed, 100 + n * 7 + at));
  const mine = await furnish(stage, stage.owner, "aurora");
  const thread = `/api/conversations/${lives[0]!.conversationId}`;
  for (let at = 0; at < size.files; at++) await stage.owner.upload(`${thread}/media?name=foto-${at}.jpg`, largeFile(at, 900_000));
  await rest(stage);
  return { stage, place, mine, lives, others, othersWord };
};

/** Until nothing is under way any more. */
export const rest = async ({ stateDir, world, filo }: Stage): Promise<void> => {
  await settled(stateDir, world, 60_000, { files: true });
  await filo.tick();
  await pause(300);
  await settled(stateDir, world, 60_000, { files: true });
};
