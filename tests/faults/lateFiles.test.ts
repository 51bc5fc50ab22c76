import { afterAll, expect, test } from "vitest";
import type { SearchHit } from "../../schema/contract/search.ts";
import { startStage } from "../support/stage.ts";
import { sample } from "../world/samples/catalogue.ts";
import { threadOf } from "./wholeness.ts";

/** A voice note that Twilio has only after the turn has stopped waiting for it, on the wire. */

const stage = await startStage();
const { line } = await stage.agentOnWhatsapp();
const words = "Ciao, vorrei sapere quanto costa il corso base";

afterAll(() => stage.close());

const voiceNote = () => {
  const { bytes, contentType } = sample("nota-vocale.ogg");
  return { bytes: Uint8Array.from(bytes), contentType };
};

test("is answered without it after twenty seconds, and once more when it is there", { timeout: 90_000 }, async () => {
  const person = stage.newPerson();
  const phone = stage.world.phone(person);
  const began = Date.now();
  await phone.sends(voiceNote(), { to: line.number, mediaAfterMs: 24_000 });
  await phone.waitFor(1, 60_000);
  expect(Date.now() - began).toBeGreaterThanOrEqual(19_500);
  expect(Date.now() - began).toBeLessThan(24_000);
  await phone.waitFor(2, 60_000);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const answers = (await phone.messages()).filter(({ direction }) => direction === "outbound-api");
  expect(answers).toHaveLength(2);
  expect(answers[1]?.body).toContain(words);
  const inbound = (await threadOf(stage, person))?.messages.filter(({ direction }) => direction === "inbound") ?? [];
  expect(inbound.map(({ text, media }) => [text, media[0]?.state, media[0]?.text])).toEqual([["", "ready", words]]);
  const { items } = await stage.owner.get<{ items: SearchHit[] }>("/api/search?q=corso%20base");
  expect(items).toContainEqual(expect.objectContaining({ messageId: inbound[0]?.id, mediaId: inbound[0]?.media[0]?.id }));
});
