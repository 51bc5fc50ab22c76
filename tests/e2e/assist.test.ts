import { afterAll, beforeAll, expect, test } from "vitest";
import type { LinkPreview, Suggestion, Summary } from "../../schema/contract/conversations.ts";
import { startStage, type Stage } from "../support/stage.ts";
import { conversationOf, findContact, threadOf } from "./readings.ts";

/** What helps a colleague with a thread, on the running system. */

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, 60_000);
afterAll(() => stage?.close());

test("typing is shown on the phone, a link is previewed, and the AI suggests and sums up for who has taken over", async () => {
  const { agent, line } = await stage.agentOnWhatsapp({ name: "Aiuto" });
  const from = stage.newPerson();
  await stage.contact({ displayName: "Lucia Prova", phone: from, roles: ["client"] });
  const phone = stage.world.phone(from);
  const typing: string[] = [];
  stage.world.core.events.on((event) => event.type === "typing" && typing.push(event.personId));
  const { sid } = await phone.says(`Guardate ${stage.world.url}/sites/spostato, che ne dite?`, { to: line.number });
  await phone.waitFor(1);
  expect(typing).toEqual([from]);
  expect(
    stage.world.twilio.requests.filter(({ path }) => path.startsWith("/v2/")).map(({ body, status }) => [body, status]),
  ).toEqual([[{ messageId: sid, channel: "whatsapp" }, 200]]);

  const { owner } = stage;
  const { id } = await conversationOf(owner, (await findContact(owner, "Lucia Prova")).id, agent.id);
  const path = `/api/conversations/${id}`;
  const question = (await threadOf(owner, id)).find(({ sender }) => sender === "client")!;
  expect(await owner.get<LinkPreview>(`${path}/messages/${question.id}/link-preview`)).toEqual({
    url: `${stage.world.url}/sites/spostato`,
    title: "Corso di yoga & pilates",
    description: "Martedì e giovedì alle 18:30, prima lezione gratuita.",
    siteName: "Palestra Aurora",
    hasImage: true,
  });
  const image = await owner.ask("GET", `${path}/messages/${question.id}/link-preview/image`);
  expect(image.headers.get("content-type")).toBe("image/jpeg");
  const astray = await phone.says(`E ${stage.world.url}/sites/altrove?`, { to: line.number });
  await phone.waitFor(2);
  const led = (await threadOf(owner, id)).findLast(({ sender }) => sender === "client")!;
  expect(await owner.get(`${path}/messages/${led.id}/link-preview`)).toBeNull();
  expect(astray.sid).not.toBe(sid);

  await owner.patch(`${path}/ai-toggle`, { aiEnabled: false });
  await phone.says("Quanto costa il corso?", { to: line.number });
  await expect.poll(async () => (await threadOf(owner, id)).at(-1)?.text).toBe("Quanto costa il corso?");
  const before = await threadOf(owner, id);
  const asked = stage.world.gemini.requests.length;
  const suggestion = await owner.post<Suggestion>(`${path}/suggestion`, {});
  expect(suggestion.text.length).toBeGreaterThan(0);
  const body = JSON.stringify(stage.world.gemini.requests.at(-1)!.body);
  expect(body).toContain("QUESTA È UNA BOZZA");
  expect(body).toContain("Quanto costa il corso?");
  await stage.world.script({ text: "Di che si tratta: chiede il prezzo del corso." });
  const summary = await owner.post<Summary>(`${path}/summary`, {});
  expect(summary).toMatchObject({ text: "Di che si tratta: chiede il prezzo del corso.", upToMessageId: before.at(-1)!.id });
  expect(await owner.post(`${path}/summary`, {})).toEqual(summary);
  expect(stage.world.gemini.requests).toHaveLength(asked + 2);
  expect(await threadOf(owner, id)).toEqual(before);
  expect(await phone.messages()).toHaveLength(5);

  await owner.post(`${path}/typing`, {});
  await owner.post(`${path}/typing`, {});
  await expect.poll(() => typing).toHaveLength(3);
});
