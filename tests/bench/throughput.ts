import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startStage, type ConnectedLine, type Stage } from "../support/stage.ts";
import { readConversations } from "../support/stores.ts";
import type { Person } from "../world/contract.ts";
import { twilioSignature } from "../world/signature.ts";
import { inboundParams } from "../world/twilio/inbound.ts";
import { startFloor } from "./floor.ts";
import { drive, encode } from "./load.ts";
import { median } from "./reading.ts";

const rounds = 7;
const requestsARound = 400;
const senders = 100;
const connections = 32;
const path = "/api/whatsapp/webhook";

export interface Throughput {
  /** Webhooks a second, median of the rounds. */
  filo: number;
  floor: number;
}

/**
 * Signed webhooks of known customers against the floor, in turns. Filo goes on with what it has acknowledged while the next come
 * in, as it would; between rounds it works off the rest.
 */
export async function webhookThroughput(): Promise<Throughput> {
  const folder = await mkdtemp(join(tmpdir(), "filo-floor-"));
  const stage = await startStage();
  const floor = await startFloor(folder);
  try {
    const { line } = await stage.agentOnWhatsapp({ autoResponseEnabled: false });
    const signed = signedWebhooks(stage, line);
    const filoRates: number[] = [];
    const floorRates: number[] = [];
    await drive(floor.port, signed(senders), connections);
    await drive(stage.filo.port, signed(senders), connections);
    for (let round = 0; round < rounds; round++) {
      await workedOff(stage);
      floorRates.push(await drive(floor.port, signed(requestsARound), connections));
      filoRates.push(await drive(stage.filo.port, signed(requestsARound), connections));
    }
    return { filo: median(filoRates), floor: median(floorRates) };
  } finally {
    await floor.stop();
    await stage.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Requests as Twilio would make them, each with a MessageSid of its own. */
function signedWebhooks(stage: Stage, line: ConnectedLine): (count: number) => Buffer[] {
  let made = 0;
  const one = (): Buffer => {
    made += 1;
    const sid = `SM${made.toString(16).padStart(32, "0")}`;
    const phone = `+447700${String(900_000 + (made % senders)).padStart(6, "0")}`;
    const params = inboundParams(messageOf(sid, phone, line), personOf(phone));
    const signature = twilioSignature(line.authToken, `${stage.url}${path}`, params);
    const headers = { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature };
    return encode({ path, headers, body: new URLSearchParams(params).toString() }, `localhost:${stage.filo.port}`);
  };
  return (count) => Array.from({ length: count }, one);
}

const messageOf = (sid: string, phone: string, { number, accountSid }: ConnectedLine): Parameters<typeof inboundParams>[0] => ({
  sid,
  accountSid,
  direction: "inbound",
  from: `whatsapp:${phone}`,
  to: `whatsapp:${number}`,
  number,
  personId: phone,
  body: "Ciao, a che ora aprite domani? Vorrei venire con un'amica.",
  status: "received",
  errorCode: null,
  errorMessage: null,
  createdAt: 0,
  sentAt: 0,
  updatedAt: 0,
  statusCallback: null,
  reached: null,
  listedAt: 0,
  contentSid: null,
  media: [],
});

const personOf = (phone: string): Person => ({
  id: phone,
  name: `Persona ${phone.slice(-3)}`,
  phone,
  userId: `GB.${phone.slice(1)}`,
  hidesPhone: false,
  readReceipts: true,
  autoReply: null,
});

/** Until no message waits to be handed over any more and the runtime is quiet. */
async function workedOff(stage: Stage): Promise<void> {
  const stored = () =>
    readConversations(stage.stateDir, "SELECT COUNT(*) AS n FROM messages").reduce((sum, row) => sum + Number(row["n"]), 0);
  let before = -1;
  for (let now = stored(); now !== before; now = stored()) {
    before = now;
    await pause(2_000);
  }
}
