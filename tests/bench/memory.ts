import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { Conversation } from "../../schema/contract/conversations.ts";
import { startStage, type ConnectedLine, type Stage } from "../support/stage.ts";
import { changeConversation } from "../support/stores.ts";

const pages = 60;

export interface Memory {
  /** MB of the runtime after a thread was used: with 100 messages in it, and with 10,000. */
  short: number;
  long: number;
}

/** The runtime's memory after the same use of a short thread and of a long one, each time freshly started. */
export async function threadMemory(): Promise<Memory> {
  const stage = await startStage();
  try {
    const { line } = await stage.agentOnWhatsapp();
    const short = await longThread(stage, line, 100);
    const long = await longThread(stage, line, 10_000);
    return { short: await memoryAfterUse(stage, short, line), long: await memoryAfterUse(stage, long, line) };
  } finally {
    await stage.close();
  }
}

/** A conversation of so many messages, and whose. */
export interface LongThread {
  id: string;
  person: string;
}

/** A thread that began today and has been filled up, past the product, with copies of its first message. */
export async function longThread(stage: Stage, line: ConnectedLine, size: number): Promise<LongThread> {
  const person = stage.newPerson();
  await stage.world.phone(person).says("Ciao, come va?", { to: line.number });
  await stage.world.phone(person).waitFor(1);
  await pause(500);
  const { items } = await stage.owner.get<{ items: Conversation[] }>("/api/conversations?limit=1");
  const { id } = items[0]!;
  await stage.filo.stop();
  changeConversation(
    stage.stateDir,
    id,
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${size})
     INSERT INTO messages (id, accepted_at, level, kind, json)
     SELECT printf('msg_%026d', i), accepted_at - i, level, kind,
       json_set(json, '$.id', printf('msg_%026d', i), '$.acceptedAt', accepted_at - i, '$.dedupeKey', NULL, '$.batchId', NULL)
     FROM n, (SELECT * FROM messages ORDER BY accepted_at LIMIT 1)`,
  );
  await stage.restart();
  return { id, person };
}

/** Opens it again and again, reads back through it, and has one more message answered. */
async function memoryAfterUse(stage: Stage, { id, person }: LongThread, line: ConnectedLine): Promise<number> {
  await stage.filo.stop();
  await stage.restart();
  let cursor = "";
  for (let page = 0; page < pages; page++) {
    const query = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const { nextCursor } = await stage.owner.get<{ nextCursor: string | null }>(
      `/api/conversations/${id}/messages?limit=50${query}`,
    );
    cursor = nextCursor ?? "";
  }
  const { length } = await stage.world.phone(person).messages();
  await stage.world.phone(person).says("E adesso?", { to: line.number });
  while ((await stage.world.phone(person).messages()).length < length + 2) await pause(50);
  await pause(500);
  return residentMegabytes(stage.filo.pid);
}

function residentMegabytes(pid: number): number {
  const status = `/proc/${pid}/status`;
  const kilobytes = existsSync(status)
    ? /VmRSS:\s+(\d+)/.exec(readFileSync(status, "utf8"))?.[1]
    : execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }).trim();
  return Math.round(Number(kilobytes) / 1_024);
}
